// The map: marks that the server has counted, drawn as rings of their families. A town is a disc, a province a dashed circle, a
// country a square: what is not told exactly does not look exact.
const SVG = "http://www.w3.org/2000/svg";
const FAMILIES = ["battle", "explosion", "civilians", "protest", "riot", "strategic"];
const FIRST = 3;
const DEEPEST = { point: 11, zone: 8, country: 6 };

export function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function baseLayer(holder, words) {
  const online = Boolean(holder.dataset.online);
  return L.tileLayer(holder.dataset.tiles, {
    maxNativeZoom: online ? 18 : 6, maxZoom: 14, minZoom: 1, attribution: words, className: "tiles",
  });
}

// Marks of one grain that would cover each other, as one.
function merged(cells, place, sized) {
  const kept = [];
  for (const cell of [...cells].sort((a, b) => b.events - a.events)) {
    const near = kept.find((one) => one.grain === cell.grain && cell.grain !== "country"
      && place(one).distanceTo(place(cell)) < (sized(one) + sized(cell)) * 0.42);
    if (!near) { kept.push({ ...cell, families: { ...cell.families } }); continue; }
    const events = near.events + cell.events;
    near.lat = (near.lat * near.events + cell.lat * cell.events) / events;
    near.lon = (near.lon * near.events + cell.lon * cell.events) / events;
    for (const [family, number] of Object.entries(cell.families)) near.families[family] = (near.families[family] ?? 0) + number;
    Object.assign(near, { events, killed: near.killed + cell.killed, places: near.places + cell.places, place: null, precision: null, reach: 0 });
  }
  return kept;
}

export class EventMap {
  constructor(holder, { load, filter }) {
    this.holder = holder;
    this.words = JSON.parse(holder.dataset.words);
    this.labels = JSON.parse(holder.dataset.labels);
    this.load = load;
    this.filter = filter;
    this.count = "events";
    this.size = "events";
    this.cells = [];
    this.asked = 0;
    this.map = L.map(holder, { worldCopyJump: true, zoomControl: true, minZoom: 1, maxZoom: 14, zoomSnap: 1, maxBounds: [[-85, -200], [85, 200]] });
    this.map.attributionControl.setPrefix(false);
    baseLayer(holder, this.words.tiles).addTo(this.map);
    this.layer = L.layerGroup().addTo(this.map);
  }

  async begin() {
    const cells = await this.load(FIRST, null, this.count);
    const spots = cells.map((cell) => [cell.lat, cell.lon]);
    if (spots.length) this.map.fitBounds(L.latLngBounds(spots).pad(0.15), { maxZoom: 6, animate: false });
    else this.map.setView([15, 15], 2);
    if (this.map.getZoom() === FIRST) { this.cells = cells; this.draw(); } else await this.refresh();
    this.map.on("moveend", () => this.refresh());
  }

  box() {
    const bounds = this.map.getBounds();
    const clip = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(2);
    return [clip(bounds.getWest(), 180), clip(bounds.getSouth(), 90), clip(bounds.getEast(), 180), clip(bounds.getNorth(), 90)].join(",");
  }

  async refresh() {
    const mine = ++this.asked;
    const cells = await this.load(this.map.getZoom(), this.box(), this.count);
    if (mine !== this.asked) return;
    this.cells = cells;
    this.draw();
  }

  draw() {
    const weigh = (cell) => (this.size === "killed" ? cell.killed : cell.events);
    const most = Math.max(1, ...this.cells.map(weigh));
    const sized = (cell) => Math.round(20 + 28 * Math.sqrt(weigh(cell) / most));
    const shown = this.spread(merged(this.cells, (cell) => this.map.latLngToLayerPoint([cell.lat, cell.lon]), sized), sized);
    this.layer.clearLayers();
    for (const { cell } of shown) {
      if (cell.reach) L.circle([cell.lat, cell.lon], { radius: cell.reach * 1000, className: "reach", interactive: false }).addTo(this.layer);
    }
    // The smaller lie above the larger.
    for (const { cell, at, size } of shown.sort((a, b) => b.size - a.size)) this.mark(cell, at, size);
  }

  // A country's mark stands for no spot in particular: it gives way to marks that do.
  spread(cells, sized) {
    const placed = cells.map((cell) => ({ cell, size: sized(cell), at: this.map.latLngToLayerPoint([cell.lat, cell.lon]) }));
    for (const one of placed.filter(({ cell }) => cell.grain === "country")) {
      for (let turn = 0; turn < 12; turn += 1) {
        const other = placed.find((two) => two !== one && one.at.distanceTo(two.at) < (one.size + two.size) / 2);
        if (!other) break;
        const apart = one.at.subtract(other.at);
        const length = Math.hypot(apart.x, apart.y) || 1;
        const step = (one.size + other.size) / 2 - length + 2;
        one.at = one.at.add(length === 1 ? L.point(step, step / 2) : apart.multiplyBy(step / length));
      }
    }
    return placed.map((one) => ({ ...one, at: this.map.layerPointToLatLng(one.at) }));
  }

  mark(cell, at, size) {
    const icon = L.divIcon({ html: this.drawn(cell, size), className: `mark ${cell.grain}`, iconSize: [size, size] });
    const marker = L.marker(at, { icon, keyboard: true, riseOnHover: true }).addTo(this.layer);
    const node = marker.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", this.says(cell));
    node.title = this.says(cell);
    marker.on("click", () => this.open(cell, marker));
    marker.on("keypress", (event) => { if (event.originalEvent.key === "Enter") this.open(cell, marker); });
  }

  drawn(cell, size) {
    const middle = size / 2;
    const svg = element("svg", { viewBox: `0 0 ${size} ${size}`, width: size, height: size, "aria-hidden": "true" });
    const radius = middle - 3;
    if (cell.grain === "country") svg.append(element("rect", { x: 2, y: 2, width: size - 4, height: size - 4, rx: 4, class: "disc" }));
    else svg.append(element("circle", { cx: middle, cy: middle, r: radius, class: "disc" }));
    let start = 0;
    for (const family of FAMILIES) {
      const share = ((cell.families[family] ?? 0) / cell.events) * 100;
      if (!share) continue;
      const shape = cell.grain === "country"
        ? element("rect", { x: 2, y: 2, width: size - 4, height: size - 4, rx: 4 })
        : element("circle", { cx: middle, cy: middle, r: radius, transform: `rotate(-90 ${middle} ${middle})` });
      shape.setAttribute("pathLength", "100");
      shape.setAttribute("class", `arc ${family}`);
      shape.setAttribute("stroke-dasharray", `${share} ${100 - share}`);
      shape.setAttribute("stroke-dashoffset", String(-start));
      svg.append(shape);
      start += share;
    }
    const number = this.size === "killed" ? cell.killed : cell.events;
    const text = number >= 10000 ? `${Math.round(number / 1000)}k` : String(number);
    svg.append(element("text", { x: middle, y: middle, "text-anchor": "middle", "dominant-baseline": "central" }, text));
    return svg;
  }

  says(cell) {
    const words = cell.places === 1 && cell.place ? this.words.marker : this.words.cluster;
    return words.replace("{n}", cell.events).replace("{places}", cell.places).replace("{place}", cell.place ?? "")
      .replace("{precision}", this.labels[cell.precision] ?? "");
  }

  open(cell, marker) {
    if (cell.places > 1 && this.map.getZoom() < DEEPEST[cell.grain]) {
      this.map.setView([cell.lat, cell.lon], Math.min(this.map.getZoom() + 2, DEEPEST[cell.grain]));
      return;
    }
    const box = document.createElement("div");
    const title = document.createElement("b");
    title.textContent = cell.place ? `${cell.place}${cell.country ? ` (${cell.country})` : ""}` : this.words.n.replace("{n}", cell.events);
    box.append(title);
    const lines = [
      cell.precision && this.labels[cell.precision],
      cell.grain === "zone" && this.words.zone, cell.grain === "country" && this.words.country,
      cell.killed > 0 && this.words.killed.replace("{n}", cell.killed),
    ].filter(Boolean);
    const note = document.createElement("p");
    note.textContent = lines.join(" · ");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.n.replace("{n}", cell.events);
    button.addEventListener("click", () => {
      this.map.closePopup();
      this.filter(cell.place ? { place: cell.place, country: cell.country } : { box: this.box() });
    });
    box.append(note, button);
    marker.unbindPopup().bindPopup(box, { minWidth: 140 }).openPopup();
  }
}
