// The reader: a value lights its words, words light their values, wherever the pointer or the keyboard is.
const lights = [...document.querySelectorAll("[data-mark]")];
const marks = [...document.querySelectorAll("mark[data-m]")];
const byName = new Map();
for (const mark of marks) for (const name of mark.dataset.m.split(" ")) byName.set(name, [...(byName.get(name) ?? []), mark]);
let held = null;

function light(names) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const name of names) {
    for (const mark of byName.get(name) ?? []) mark.classList.add("lit");
    for (const value of lights) if (value.dataset.mark === name) value.classList.add("lit");
  }
}

function rest() { light(held ? [held] : []); }

for (const value of lights) {
  if (!byName.has(value.dataset.mark)) value.classList.add("wordless");
  value.addEventListener("pointerenter", () => light([value.dataset.mark]));
  value.addEventListener("focus", () => light([value.dataset.mark]));
  value.addEventListener("pointerleave", rest);
  value.addEventListener("blur", rest);
  value.addEventListener("click", () => {
    held = held === value.dataset.mark ? null : value.dataset.mark;
    rest();
    byName.get(value.dataset.mark)?.[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
  });
}
for (const mark of marks) {
  mark.addEventListener("pointerenter", () => {
    const names = mark.dataset.m.split(" ");
    const values = names.filter((name) => !name.endsWith("-evidence"));
    light(values.length ? values : names);
  });
  mark.addEventListener("pointerleave", rest);
}

export function typing(event) {
  return event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const card = document.querySelector(`[data-record="e${event.key}"]`);
  if (/^[1-9]$/.test(event.key) && card) {
    held = `e${event.key}-evidence`;
    rest();
    card.querySelector(".number").focus();
    byName.get(held)?.[0]?.scrollIntoView({ block: "center" });
  }
  if (event.key === "r" && !document.getElementById("verdicts")) {
    const link = document.activeElement?.closest?.(".card")?.querySelector("a[data-review]") ?? document.querySelector("a[data-review]");
    link?.click();
  }
});

const aimed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (aimed && aimed.dataset.record) {
  held = `${aimed.dataset.record}-evidence`;
  aimed.classList.add("aimed");
  rest();
}
const current = document.querySelector(".judging [data-record]");
if (current) {
  const sheet = document.querySelector(".reviewing .sheet");
  const first = byName.get(`${current.dataset.record}-evidence`)?.[0];
  if (sheet && first && getComputedStyle(sheet).overflowY === "auto") sheet.scrollTop = Math.max(0, first.offsetTop - sheet.offsetTop - 80);
}
