// Review: keys for verdicts, places from the gazetteer, a pin on a map, further rows of parties.
import { baseLayer } from "./map.js";
import { typing } from "./reader.js";

const base = document.body.dataset.base;
const press = (id) => document.getElementById(id)?.click();

document.addEventListener("keydown", (event) => {
  if (typing(event)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const queue = [...document.querySelectorAll("a[data-queued]")];
  const at = queue.findIndex((link) => link.getAttribute("aria-current"));
  const keys = {
    a: () => press("accept"), x: () => press("reject"), c: () => press("correct"), u: () => press("undo"),
    j: () => queue[Math.min(queue.length - 1, at + 1)]?.click(), k: () => queue[Math.max(0, at - 1)]?.click(),
    "?": () => { const help = document.getElementById("keys"); help.open = !help.open; help.scrollIntoView(); },
  };
  keys[event.key]?.();
});

for (const fields of document.querySelectorAll("[data-parties]")) {
  fields.querySelector("[data-addrow]").addEventListener("click", () => {
    const rows = fields.querySelectorAll(".partyrow");
    const made = rows[rows.length - 1].cloneNode(true);
    for (const field of made.querySelectorAll("input, select")) {
      if (field.type === "checkbox") { field.checked = false; field.value = String(rows.length); }
      else if (field.tagName === "INPUT") field.value = "";
    }
    rows[rows.length - 1].after(made);
    made.querySelector("input").focus();
  });
}

const field = (group, name) => group.querySelector(`[name="${group.dataset.place}_${name}"]`);
let pin = null;

function put(group, found) {
  field(group, "name").value = found.name;
  for (const name of ["country", "precision", "lat", "lon", "geonameid"]) field(group, name).value = found[name] ?? "";
  if (group.dataset.place === "place") pin?.(found.lat, found.lon, true);
}

for (const group of document.querySelectorAll("[data-place]")) {
  const input = group.querySelector("[data-search]");
  const list = group.querySelector(".found");
  let waiting = 0, asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      const query = new URLSearchParams({ q: input.value });
      const answer = input.value.trim().length > 1 ? await fetch(`${base}/api/places?${query}`) : null;
      const found = answer?.ok ? await answer.json() : [];
      if (mine !== asked) return;
      list.replaceChildren(...found.map((one) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${one.name} (${one.country}, ${one.precision})`;
        button.addEventListener("click", () => { put(group, one); list.hidden = true; });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }));
      list.hidden = !found.length;
    }, 200);
  });
}

const holder = document.getElementById("pinmap");
if (holder && window.L) {
  const group = holder.closest("[data-place]");
  const [lat, lon] = ["lat", "lon"].map((name) => Number.parseFloat(field(group, name).value));
  const known = Number.isFinite(lat) && Number.isFinite(lon);
  const map = L.map(holder, { minZoom: 1, maxZoom: 12 }).setView(known ? [lat, lon] : [15, 15], known ? 6 : 2);
  map.attributionControl.setPrefix(false);
  baseLayer(holder, "© OpenStreetMap").addTo(map);
  const mark = L.circleMarker([0, 0], { radius: 8, className: "pin" });
  pin = (y, x, move = false) => {
    mark.setLatLng([y, x]).addTo(map);
    if (move) map.setView([y, x], Math.max(map.getZoom(), 6));
  };
  if (known) pin(lat, lon);
  map.on("click", ({ latlng }) => {
    const there = latlng.wrap();
    field(group, "lat").value = there.lat.toFixed(4);
    field(group, "lon").value = there.lng.toFixed(4);
    field(group, "geonameid").value = "";
    pin(there.lat, there.lng);
  });
}
document.querySelector("#recordform [data-first]")?.focus();
