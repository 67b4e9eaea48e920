// Map, timeline and table under one filter. The address is the state: every change goes into it, and everything is read from it.
import { queryOf } from "./filter.js";
import { EventMap } from "./map.js";
import { Timeline } from "./timeline.js";

const base = document.body.dataset.base;
const form = document.getElementById("filter");
const table = document.getElementById("table");
const failed = document.getElementById("failed");
const TABLE_ONLY = ["sort", "order", "page", "group"];
let latest = 0;

async function ask(path, query) {
  const answer = await fetch(`${base}${path}?${query}`, { headers: { Accept: "application/json, text/html" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

function state() { return new URLSearchParams(location.search); }

function filterOf(query) {
  const kept = new URLSearchParams(query);
  for (const name of TABLE_ONLY) kept.delete(name);
  return kept;
}

const map = new EventMap(document.getElementById("map"), {
  load: async (zoom, view, count) => {
    const query = filterOf(state());
    query.set("zoom", zoom);
    query.set("count", count);
    if (view) query.set("view", view);
    return (await ask("/api/map", query)).json();
  },
  filter: (changes) => go(changed(changes)),
});
const timeline = new Timeline(document.getElementById("timeline"), document.getElementById("timenote"), {
  load: async () => {
    const query = filterOf(state());
    query.delete("since");
    query.delete("until");
    return (await ask("/api/timeline", query)).json();
  },
  choose: (since, until) => go(changed({ since, until })),
});

function changed(changes) {
  const query = state();
  for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name);
  query.delete("page");
  return query;
}

function fill(query) {
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "checkbox") field.checked = query.get(field.name) === field.value;
    else field.value = query.get(field.name) ?? "";
  }
}

async function show({ tableOnly = false } = {}) {
  const mine = ++latest;
  const query = state();
  document.body.setAttribute("aria-busy", "true");
  try {
    const parts = [ask("/parts/table", query).then((answer) => answer.text())];
    if (!tableOnly) parts.push(map.refresh(), timeline.refresh(query.get("since"), query.get("until")));
    const [html] = await Promise.all(parts);
    if (mine !== latest) return;
    table.innerHTML = html;
    failed.hidden = true;
  } catch (error) {
    if (mine === latest) failed.hidden = false;
    console.error(error);
  } finally {
    if (mine === latest) document.body.removeAttribute("aria-busy");
  }
}

function go(query, options = {}) {
  const text = query.toString();
  history.pushState(null, "", text ? `?${text}` : location.pathname);
  fill(query);
  return show(options);
}

form.addEventListener("change", () => {
  const query = queryOf(form);
  const group = state().get("group");
  if (group) query.set("group", group);
  go(query);
});
form.addEventListener("submit", (event) => { event.preventDefault(); go(queryOf(form)); });
table.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const next = new URL(link.href).searchParams;
  const before = state();
  const same = filterOf(next).toString() === filterOf(before).toString();
  go(next, { tableOnly: same });
  if ("page" in link.dataset) table.scrollIntoView({ block: "start" });
});
table.addEventListener("change", (event) => {
  if ("group" in event.target.dataset) go(changed({ group: event.target.value }), { tableOnly: true });
});
document.getElementById("count").addEventListener("change", (event) => { map.count = event.target.value; map.refresh(); });
document.getElementById("size").addEventListener("change", (event) => { map.size = event.target.value; map.draw(); });
document.getElementById("boxhere").addEventListener("click", () => go(changed({ box: map.box() })));
addEventListener("popstate", () => { fill(state()); show(); });

const here = state();
Promise.all([map.begin(), timeline.refresh(here.get("since"), here.get("until"))])
  .then(() => { document.body.dataset.ready = "1"; })
  .catch((error) => { failed.hidden = false; console.error(error); });
