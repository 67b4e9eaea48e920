// The timeline: stacked bars, and a brush that sets the period. It always shows the whole time, with the chosen period in it.
import { element } from "./map.js";

const FAMILIES = ["battle", "explosion", "civilians", "protest", "riot", "strategic"];
const DAY = 86400000;
const HEIGHT = 120, FOOT = 18, HEAD = 6;
const utc = (day) => Date.parse(`${day}T00:00:00Z`);
const iso = (time) => new Date(time).toISOString().slice(0, 10);

export class Timeline {
  constructor(holder, note, { load, choose }) {
    this.holder = holder;
    this.note = note;
    this.words = JSON.parse(holder.dataset.words);
    this.load = load;
    this.choose = choose;
    new ResizeObserver(() => this.draw()).observe(holder);
  }

  async refresh(since, until) {
    this.since = since;
    this.until = until;
    this.told = await this.load();
    this.draw();
  }

  draw() {
    const told = this.told;
    this.holder.replaceChildren();
    this.note.textContent = "";
    if (!told || !told.first) return;
    const width = Math.max(200, this.holder.clientWidth);
    this.width = width;
    this.from = utc(told.first);
    this.to = this.after(utc(told.last));
    const most = Math.max(1, ...told.bars.map((bar) => Object.values(bar.families).reduce((a, b) => a + b, 0)));
    const svg = element("svg", {
      viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img",
      "aria-label": `${this.words.title} ${this.words[told.unit]}: ${told.first} – ${told.last}`,
    });
    const room = HEIGHT - FOOT - HEAD;
    for (const bar of told.bars) {
      const start = utc(bar.start);
      const left = this.across(Math.max(start, this.from)), right = this.across(Math.min(this.after(start), this.to));
      let foot = HEIGHT - FOOT;
      for (const family of FAMILIES) {
        const tall = ((bar.families[family] ?? 0) / most) * room;
        if (!tall) continue;
        foot -= tall;
        svg.append(element("rect", { x: left + 0.5, y: foot, width: Math.max(1, right - left - 1), height: tall, class: `bar ${family}` }));
      }
    }
    this.axis(svg, most);
    this.chosen = element("rect", { y: 0, height: HEIGHT - FOOT, class: "chosen" });
    svg.append(this.chosen);
    this.mark(this.since ? utc(this.since) : null, this.until ? utc(this.until) + DAY : null);
    const veil = element("rect", { x: 0, y: 0, width, height: HEIGHT, class: "veil" });
    svg.append(veil);
    this.brush(veil, svg);
    this.holder.append(svg);
    const notes = [this.words[told.unit]];
    if (told.before) notes.push(this.words.before.replace("{n}", told.before));
    if (told.after) notes.push(this.words.after.replace("{n}", told.after));
    if (this.since || this.until) {
      notes.push(this.words.brushed.replace("{from}", this.since ?? "…").replace("{to}", this.until ?? "…"));
    }
    this.note.textContent = notes.join(" · ");
  }

  axis(svg, most) {
    svg.append(element("line", { x1: 0, x2: this.width, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT, class: "rule" }));
    const places = Math.max(2, Math.min(6, Math.floor(this.width / 110)));
    for (let number = 0; number < places; number += 1) {
      const time = this.from + ((this.to - DAY - this.from) * number) / (places - 1);
      const anchor = number === 0 ? "start" : number === places - 1 ? "end" : "middle";
      svg.append(element("text", { x: this.across(time + (anchor === "end" ? DAY : 0)), y: HEIGHT - 4, "text-anchor": anchor }, iso(time)));
    }
    svg.append(element("text", { x: 2, y: HEAD + 8, class: "most" }, String(most)));
  }

  across(time) { return ((time - this.from) / (this.to - this.from)) * this.width; }
  time(x) { return this.from + (Math.max(0, Math.min(this.width, x)) / this.width) * (this.to - this.from); }

  after(start) {
    const day = new Date(start);
    if (this.told.unit === "day") return start + DAY;
    if (this.told.unit === "week") return start + 7 * DAY;
    if (this.told.unit === "month") return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
    return Date.UTC(day.getUTCFullYear() + 1, 0, 1);
  }

  mark(from, to) {
    const shown = from !== null || to !== null;
    const left = this.across(from ?? this.from), right = this.across(to ?? this.to);
    this.chosen.setAttribute("x", Math.max(0, left));
    this.chosen.setAttribute("width", shown ? Math.max(1, Math.min(this.width, right) - Math.max(0, left)) : 0);
  }

  brush(veil, svg) {
    let began = null;
    const at = (event) => event.clientX - svg.getBoundingClientRect().left;
    veil.addEventListener("pointerdown", (event) => {
      began = at(event);
      veil.setPointerCapture(event.pointerId);
    });
    veil.addEventListener("pointermove", (event) => {
      if (began === null) return;
      const [left, right] = [began, at(event)].sort((a, b) => a - b);
      this.mark(this.time(left), this.time(right));
    });
    veil.addEventListener("pointercancel", () => { began = null; this.draw(); });
    veil.addEventListener("pointerup", (event) => {
      if (began === null) return;
      const [left, right] = [began, at(event)].sort((a, b) => a - b);
      began = null;
      if (right - left < 4) {
        this.choose("", "");
        return;
      }
      this.choose(iso(this.time(left)), iso(Math.max(this.time(left), this.time(right) - 1)));
    });
  }
}
