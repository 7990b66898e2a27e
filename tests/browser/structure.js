// What axe does not look for. Each check gives a list of faults in words; an empty list is a pass.
// Loaded by structure.py, which also has the checks that need a keyboard or another window.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
  const ids = (element, attribute) => (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
  const byId = (id) => document.getElementById(id);

  /** A few words by which a person finds the element. */
  function place(element) {
    const classes = [...element.classList].slice(0, 2).map((each) => `.${each}`).join("");
    const said = words(element).slice(0, 40) || element.getAttribute("name") || "";
    return `${element.localName}${element.id ? `#${element.id}` : classes}${said ? ` “${said}”` : ""}`;
  }

  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  /** For screen readers only: tucked into a box of a pixel or clipped to nothing, the element or what holds it. */
  function tucked(element) {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      const box = each.getBoundingClientRect();
      const tiny = box.width <= 2 || box.height <= 2;
      if (tiny && style.overflow !== "visible" && style.position !== "static") return true;
      if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") return true;
      if (style.position !== "static" && (box.right < 0 || box.bottom + scrollY < 0)) return true; // a skip link, waiting
    }
    return false;
  }

  const seen = (element) => shown(element) && !tucked(element);

  // ---- colour ----------------------------------------------------------------------------------

  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** A CSS colour as [red, green, blue, alpha], alpha from 0 to 1. */
  function colour(css) {
    if (!known.has(css)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "rgba(0, 0, 0, 0)";
      pen.fillStyle = css;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      known.set(css, [red, green, blue, alpha / 255]);
    }
    return known.get(css);
  }

  const faded = ([red, green, blue, alpha], by) => [red, green, blue, alpha * by];
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);

  function luminance([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /** WCAG's contrast of two opaque colours, 1 to 21. */
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  function canvas() {
    const probe = document.createElement("span");
    probe.style.backgroundColor = "Canvas";
    document.documentElement.append(probe);
    const found = colour(getComputedStyle(probe).backgroundColor);
    probe.remove();
    return found;
  }

  /** The colour behind an element of the page, through see-through layers; null behind a picture or gradient. */
  function behind(element) {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return null;
      const layer = colour(style.backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), canvas());
  }

  // ---- charts ----------------------------------------------------------------------------------

  const SHAPES = "rect, circle, ellipse, line, polyline, polygon, path";
  const UNDRAWN = "defs, clipPath, mask, pattern, marker, symbol, linearGradient";

  const charts = () => all("svg").filter((each) => seen(each) && each.getBoundingClientRect().width > 32);
  const shapes = (chart) => all(SHAPES, chart).filter((each) => !each.closest(UNDRAWN) && shown(each));

  /** What only helps the eye along (grid lines, an empty track, an axis) and says nothing by itself. */
  const scaffold = (shape) => shape.closest(".grid, .axis, .edge, .track, .guide") !== null;

  const labels = (chart) => all("text, tspan", chart).filter((each) => shown(each) && !each.closest(UNDRAWN) &&
    [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));

  const middle = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];

  function covers(shape, [x, y]) {
    const matrix = shape.getScreenCTM();
    if (!matrix) return false;
    return shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()));
  }

  /** A shape's paint: its own colour (null if none, undefined for a pattern). */
  function paint(shape, kind) {
    const style = getComputedStyle(shape);
    if (style[kind] === "none" || (kind === "fill" && shape.localName === "line")) return null;
    if (style[kind].startsWith("url")) return undefined;
    const solid = faded(colour(style[kind]), Number(style[`${kind}Opacity`]) * Number(style.opacity));
    const thin = kind === "stroke" && parseFloat(style.strokeWidth) === 0;
    return solid[3] === 0 || thin ? null : solid;
  }

  /** The colour that a chart shows at a point, counting only the shapes that `counts` allows. */
  function showing(chart, point, counts = () => true) {
    let found = behind(chart);
    for (const shape of shapes(chart)) {
      if (!counts(shape) || !covers(shape, point)) continue;
      const fill = paint(shape, "fill");
      if (fill && found) found = over(fill, found);
    }
    return found;
  }

  const before = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);

  const labelled = (chart, shape) => labels(chart).some((text) =>
    before(shape, text) && covers(shape, middle(text.getBoundingClientRect())));

  /** The marks of a chart that say something by where they are, how large, or in which colour. */
  const marks = (chart) => shapes(chart).filter((shape) => !scaffold(shape) && !labelled(chart, shape) &&
    (paint(shape, "fill") !== null || paint(shape, "stroke") !== null));

  /** Points just beside a mark, one on each side. */
  function beside(shape) {
    const box = shape.getBoundingClientRect();
    const [x, y] = middle(box);
    const edge = paint(shape, "stroke") ? parseFloat(getComputedStyle(shape).strokeWidth) / 2 : 0;
    const off = 2 + edge;
    return [[box.left - off, y], [box.right + off, y], [x, box.top - off], [x, box.bottom + off]];
  }

  /** How a mark looks in black and white. */
  function look(shape) {
    const style = getComputedStyle(shape);
    const box = shape.getBBox();
    const filled = paint(shape, "fill");
    const form = shape.localName === "path" || shape.localName === "polygon"
      ? (shape.getAttribute("d") ?? shape.getAttribute("points")).replace(/[-\d.,\s]+/g, " ") +
        (box.height ? (box.width / box.height).toFixed(1) : "")
      : shape.localName;
    return [form, filled === undefined ? style.fill : filled ? "filled" : "hollow", style.strokeDasharray].join("|");
  }

  /** The words in a mark's own row or column. */
  function alongside(chart, shape) {
    const box = shape.getBoundingClientRect();
    const [x, y] = middle(box);
    return labels(chart).filter((text) => {
      const own = text.getBoundingClientRect();
      return (own.top <= y && y <= own.bottom) || (own.left <= x && x <= own.right);
    }).map(words).join("|");
  }

  // ---- text ------------------------------------------------------------------------------------

  /** Every line of text that a person can see: the element that holds it and its box. */
  function lines() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const holder = node.parentElement;
      if (!node.textContent.trim() || holder.closest("svg, script, style, noscript, option") || !seen(holder)) continue;
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) found.push({ holder, box });
    }
    return found;
  }

  const SLACK = 1.5; // pixels by which boxes may differ through rounding

  function cutBy(holder, box) {
    for (let each = holder; each && each !== document.documentElement; each = each.parentElement) {
      const style = getComputedStyle(each);
      const own = each.getBoundingClientRect();
      const hides = (axis) => ["hidden", "clip"].includes(style[axis]);
      const wide = box.left < own.left - SLACK || box.right > own.right + SLACK;
      const high = box.top < own.top - SLACK || box.bottom > own.bottom + SLACK;
      if ((hides("overflowX") && wide) || (hides("overflowY") && high)) return each;
      // What scrolls moves its content about: what lies above may cut it only there.
      if (["auto", "scroll"].includes(style.overflowX) || ["auto", "scroll"].includes(style.overflowY)) return null;
    }
    return null;
  }

  /** The nearest box with an edge or ground of its own, out of which text must not run. */
  function boxOf(holder) {
    for (let each = holder; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.display.startsWith("inline") && style.display === "inline") continue;
      const edged = parseFloat(style.borderTopWidth) > 0 && parseFloat(style.borderLeftWidth) > 0;
      if (edged || colour(style.backgroundColor)[3] > 0) return each;
      if (["auto", "scroll"].includes(style.overflowX)) return null;
    }
    return null;
  }

  const meet = (a, b, x, y) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > x &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > y;

  const within = (inner, outer) => inner.left >= outer.left && inner.right <= outer.right &&
    inner.top >= outer.top && inner.bottom <= outer.bottom;

  const once = (list) => [...new Set(list)];

  // ---- the checks ------------------------------------------------------------------------------

  const checks = {
    groups() {
      const faults = all("fieldset").filter((each) => !words(each.querySelector(":scope > legend")))
        .map((each) => `${place(each)} has no legend`);
      const named = (group) => group.localName === "fieldset"
        ? words(group.querySelector(":scope > legend"))
        : group.getAttribute("aria-label") || ids(group, "aria-labelledby").map((id) => words(byId(id))).join("");
      const radios = Map.groupBy(all("input[type=radio]"), (each) => each.name);
      for (const [name, group] of radios) {
        const holder = group[0].closest("fieldset, [role=radiogroup], [role=group]");
        if (!holder || !named(holder)) faults.push(`radio buttons “${name}” stand in no named group`);
        else if (!group.every((each) => holder.contains(each))) faults.push(`radio buttons “${name}” are in several groups`);
      }
      return faults;
    },

    unique_ids() {
      return [...Map.groupBy(all("[id]"), (each) => each.id)].filter(([, found]) => found.length > 1)
        .map(([id, found]) => `id “${id}” is there ${found.length} times`);
    },

    references() {
      const lists = ["aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details",
        "aria-errormessage", "aria-activedescendant", "headers", "for", "list", "form"];
      const faults = lists.flatMap((attribute) => all(`[${attribute}]`).flatMap((element) =>
        ids(element, attribute).filter((id) => !byId(id)).map((id) => `${place(element)}: ${attribute} names “${id}”, which is not there`)));
      for (const link of all("a[href^='#'], use[href^='#']")) {
        const id = decodeURIComponent(link.getAttribute("href").slice(1));
        if (id && !byId(id)) faults.push(`${place(link)} leads to “#${id}”, which is not there`);
      }
      for (const label of all("label")) if (!label.control) faults.push(`${place(label)} labels nothing`);
      return faults;
    },

    errors() {
      const faults = [];
      const described = (element) => [...ids(element, "aria-describedby"), ...ids(element, "aria-errormessage")]
        .map(byId).filter(Boolean);
      for (const field of all("[aria-invalid=true]")) {
        const holder = field.closest("fieldset, [role=radiogroup]");
        const told = [...described(field), ...(holder ? described(holder) : [])];
        if (!told.some((each) => seen(each) && words(each))) faults.push(`${place(field)} is said to be wrong, but no visible text is linked to it`);
      }
      const linked = new Set(all("[aria-describedby], [aria-errormessage]").flatMap(described));
      const messages = all("[id$=-error], .error, .error-message, [data-error]").filter((each) =>
        seen(each) && words(each) && !each.matches("a, input, textarea, fieldset, legend, form, section, h1, h2") &&
        !each.closest("[role=alert], [role=status], .error-summary, [class*=summary]") && !each.querySelector("input, textarea, select"));
      for (const message of messages) {
        if (![...linked].some((each) => each === message || each.contains(message) || message.contains(each))) {
          faults.push(`${place(message)} is an error text that no field is linked to`);
        }
      }
      return faults;
    },

    tables() {
      return all("table").filter((each) => each.getAttribute("role") !== "presentation").flatMap((table) => {
        const faults = [];
        if (!words(table.caption)) faults.push(`${place(table)} has no caption`);
        for (const cell of all("th", table)) {
          if (!["col", "row", "colgroup", "rowgroup"].includes(cell.getAttribute("scope"))) faults.push(`${place(cell)}: a header cell without scope`);
          if (!words(cell)) faults.push(`${place(table)}: an empty header cell`);
        }
        const columns = [...(table.rows[0]?.cells ?? [])];
        if (!columns.some((cell) => cell.localName === "th")) faults.push(`${place(table)}: its first row holds no header cells`);
        if (columns.slice(1).some((cell) => cell.localName !== "th" && words(cell)) && table.tHead) faults.push(`${place(table)}: a column without a header cell`);
        const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
        if (columns.length > 2 && rows.length && !rows.some((row) => row.querySelector("th"))) faults.push(`${place(table)}: no row has a header cell`);
        return faults;
      });
    },

    chart_names() {
      const faults = all("svg:not([aria-hidden=true] *):not([aria-hidden=true])").filter(shown).flatMap((chart) => {
        const missing = [];
        if (chart.getAttribute("role") !== "img") missing.push("role “img”");
        if (!words(chart.querySelector(":scope > title"))) missing.push("title");
        if (!words(chart.querySelector(":scope > desc"))) missing.push("description");
        const told = ids(chart, "aria-labelledby").map((id) => words(byId(id))).join("") || chart.getAttribute("aria-label");
        if (!told) missing.push("name (aria-labelledby)");
        return missing.map((what) => `${place(chart)} has no ${what}`);
      });
      const silent = all("svg[aria-hidden=true], [aria-hidden=true] svg").filter((each) => seen(each) && labels(each).length);
      return [...faults, ...silent.map((each) => `${place(each)} holds words but is hidden from screen readers`)];
    },

    chart_text_cut(only = () => true) {
      return charts().filter(only).flatMap((chart) => {
        const frame = chart.getBoundingClientRect();
        return labels(chart).filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < frame.left - 0.5 || box.right > frame.right + 0.5 ||
            box.top < frame.top - 0.5 - box.height * 0.2 || box.bottom > frame.bottom + 0.5 + box.height * 0.2;
        }).map((text) => `“${words(text)}” runs out of ${place(chart)}`);
      });
    },

    chart_text_overlaps() {
      return charts().flatMap((chart) => {
        const texts = labels(chart).map((text) => ({ text, box: text.getBoundingClientRect() }));
        const faults = [];
        texts.forEach((one, index) => texts.slice(index + 1).forEach((other) => {
          const deep = Math.min(one.box.height, other.box.height) * 0.35;
          if (meet(one.box, other.box, 1, deep)) faults.push(`“${words(one.text)}” and “${words(other.text)}” lie over each other`);
        }));
        for (const { text, box } of texts) {
          const lid = shapes(chart).find((shape) => before(text, shape) && covers(shape, middle(box)) && paint(shape, "fill") !== null);
          if (lid) faults.push(`“${words(text)}” lies under ${place(lid)}`);
        }
        return faults;
      });
    },

    chart_tables() {
      return charts().filter((chart) => marks(chart).length > 1 && !chart.matches("[aria-hidden=true], [aria-hidden=true] *")).filter((chart) => {
        const told = [...ids(chart, "aria-details"), ...ids(chart, "aria-describedby")].map(byId);
        if (told.some((each) => each && (each.matches("table") || each.querySelector("table")))) return false;
        const holder = chart.closest("figure")?.parentElement.closest("section, article, main") ?? chart.closest("section, article, main, body");
        return !holder.querySelector("table");
      }).map((chart) => `${place(chart)} has no table of its numbers beside it`);
    },

    chart_contrast() {
      return once(charts().flatMap((chart) => marks(chart).flatMap((shape) => {
        const fill = paint(shape, "fill");
        const edge = paint(shape, "stroke");
        if (fill === undefined && edge === null) return []; // a pattern alone is for the eye to judge
        const others = (each) => each !== shape;
        const around = fill === null
          ? [showing(chart, onLine(shape), others)]
          : beside(shape).map((point) => showing(chart, point, others));
        return around.filter(Boolean).flatMap((ground) => {
          const best = Math.max(...[fill, edge].filter(Boolean).map((each) => contrast(over(each, ground), ground)));
          return best < 2.995 ? [`${place(shape)}${describe(shape)} in ${place(chart)}: ${best.toFixed(2)}:1 against what it touches (3:1)`] : [];
        });
      })));
    },

    chart_text_contrast() {
      return once(charts().flatMap((chart) => labels(chart).flatMap((text) => {
        const style = getComputedStyle(text);
        const ground = showing(chart, middle(text.getBoundingClientRect()), (shape) => before(shape, text));
        const fill = paint(text, "fill");
        if (!ground || !fill) return [];
        const found = contrast(over(fill, ground), ground);
        const size = parseFloat(style.fontSize) * (text.getScreenCTM()?.a ?? 1);
        const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
        return found < (large ? 2.995 : 4.495) ? [`“${words(text)}” in ${place(chart)}: ${found.toFixed(2)}:1`] : [];
      })));
    },

    chart_text_size() {
      return once(charts().flatMap((chart) => labels(chart).flatMap((text) => {
        const size = parseFloat(getComputedStyle(text).fontSize) * Math.abs(text.getScreenCTM()?.d || 1);
        return size < 10 ? [`“${words(text)}” in ${place(chart)} is shown at ${size.toFixed(1)} pixels (10 at least)`] : [];
      })));
    },

    colour_alone() {
      return charts().flatMap((chart) => {
        const found = marks(chart).map((shape) => ({ look: look(shape), ink: String(paint(shape, "fill") ?? paint(shape, "stroke")),
          text: alongside(chart, shape), box: shape.getBoundingClientRect() }));
        const faults = [];
        for (const [, same] of Map.groupBy(found, (each) => `${each.look}|${each.text}`)) {
          if (new Set(same.map((each) => each.ink)).size > 1) faults.push(`${place(chart)}: ${same.length} marks (${same[0].look.split("|")[0]}) are told apart by colour alone`);
        }
        // Marks of two kinds with the same words beside them need a key; one on top of the other is one mark.
        const strangers = (one, other) => one.text && one.text === other.text && one.look !== other.look && one.ink !== other.ink &&
          !within(one.box, other.box) && !within(other.box, one.box);
        if (found.some((one) => found.some((other) => strangers(one, other))) &&
          !(chart.closest("figure") ?? chart).querySelector("[class*=key], [class*=legend]")) {
          faults.push(`${place(chart)} has marks of several kinds and no key to them`);
        }
        return faults;
      });
    },

    field_edges() {
      return all("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea, select, button").filter(seen).flatMap((field) => {
        const style = getComputedStyle(field);
        const ground = behind(field.parentElement);
        const inside = behind(field);
        if (!ground || !inside || field.disabled) return [];
        const edge = parseFloat(style.borderTopWidth) > 0 && parseFloat(style.borderBottomWidth) > 0 ? over(colour(style.borderBottomColor), ground) : ground;
        const best = Math.max(contrast(edge, ground), contrast(inside, ground));
        return best < 2.995 && field.localName !== "button" ? [`${place(field)}: its edge has ${best.toFixed(2)}:1 (3:1)`] : [];
      });
    },

    outside() {
      const faults = [];
      const away = (address) => /^\s*(?:https?:|ftp:|\/\/|file:)/i.test(address);
      const fetched = ["src", "srcset", "href", "xlink:href", "action", "formaction", "poster", "data", "background", "ping", "manifest"];
      for (const element of all("*")) {
        for (const attribute of element.getAttributeNames()) {
          const value = element.getAttribute(attribute);
          const plain = element.matches("a, area") && attribute === "href";
          if (fetched.includes(attribute) && !plain && away(value)) faults.push(`${place(element)} ${attribute}: ${value}`);
          if (attribute === "style" && /url\(\s*["']?(?!#|data:)/i.test(value)) faults.push(`${place(element)} style: ${value}`);
        }
        if (element.matches("a[href]") && !/^(#|https?:|mailto:)/.test(element.getAttribute("href"))) faults.push(`${place(element)} leads to ${element.getAttribute("href")}`);
      }
      for (const style of all("style")) {
        for (const [found] of style.textContent.matchAll(/@import[^;]*|url\(\s*["']?(?!#|data:)[^)]*\)|https?:[^\s"')]*/gi)) {
          if (!found.startsWith("http://www.w3.org/")) faults.push(`a style sheet asks for ${found}`);
        }
      }
      for (const script of all("script:not([type]), script[type=module]")) {
        for (const [found] of script.textContent.matchAll(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|\bimport\(/g)) faults.push(`a script may ask the network: ${found}`);
      }
      if (document.querySelector("meta[http-equiv=refresh i]")) faults.push("the page turns itself (meta refresh)");
      return faults;
    },

    headings() {
      const found = all("h1, h2, h3, h4, h5, h6").filter(shown);
      const faults = [];
      const tops = found.filter((each) => each.localName === "h1").length;
      if (tops !== 1) faults.push(`${tops} headings of the first level`);
      found.forEach((each, index) => {
        const [level, last] = [each, found[index - 1]].map((heading) => Number(heading?.localName[1] ?? 0));
        if (level > last + 1) faults.push(`${place(each)} follows ${last ? `a heading of level ${last}` : "nothing"}`);
        if (!words(each)) faults.push(`${place(each)} is an empty heading`);
      });
      return faults;
    },

    language() {
      const faults = [];
      if (!document.documentElement.lang) faults.push("the page does not say its language");
      if (!document.title.trim()) faults.push("the page has no title");
      const typed = all("textarea, input[type=text], input:not([type])").filter((each) => !each.readOnly && each.inputMode !== "numeric");
      for (const field of typed) if (field.dir !== "auto") faults.push(`${place(field)} has no dir=auto: Urdu would stand on the wrong side`);
      return faults;
    },

    targets() {
      const controls = all("button, [role=button], input:not([type=hidden]), select, textarea, summary").filter((each) => seen(each) || each.matches("[type=radio], [type=checkbox]") && shown(each.closest("label") ?? each.parentElement));
      return controls.flatMap((control) => {
        const boxes = [control, ...(control.labels ?? [])].map((each) => each.getBoundingClientRect());
        const use = control.matches("[type=radio], [type=checkbox]") ? boxes : boxes.slice(0, 1);
        const wide = Math.max(...use.map((box) => box.right)) - Math.min(...use.map((box) => box.left));
        const high = Math.max(...use.map((box) => box.bottom)) - Math.min(...use.map((box) => box.top));
        return wide < 43.5 || high < 43.5 ? [`${place(control)} is ${Math.round(wide)} by ${Math.round(high)} pixels (44 by 44)`] : [];
      });
    },

    sideways() {
      const wide = document.documentElement.clientWidth;
      if (document.scrollingElement.scrollWidth <= wide) return [];
      const culprits = all("body *").filter((each) => shown(each) && !tucked(each) && each.getBoundingClientRect().right > wide + 1 &&
        !cutBySides(each)).map(place);
      return [`the page scrolls sideways at ${wide} pixels: ${culprits.slice(0, 3).join("; ")}`];
    },

    text_cut() {
      const found = lines();
      const cut = found.flatMap(({ holder, box }) => {
        const by = cutBy(holder, box);
        return by ? [`${place(holder)} is cut off by ${place(by)}`] : [];
      });
      const out = found.flatMap(({ holder, box }) => {
        const own = boxOf(holder)?.getBoundingClientRect();
        const beyond = own && (box.right > own.right + SLACK || box.left < own.left - SLACK ||
          (box.top + box.bottom) / 2 + box.height * 0.3 > own.bottom + SLACK || (box.top + box.bottom) / 2 - box.height * 0.3 < own.top - SLACK);
        return beyond ? [`${place(holder)} runs out of ${place(boxOf(holder))}`] : [];
      });
      return once([...cut, ...out]);
    },

    text_overlaps() {
      const found = lines().map(({ holder, box }) => ({ holder, box, deep: box.height * 0.4 })).sort((a, b) => a.box.top - b.box.top);
      const faults = [];
      found.forEach((one, index) => {
        for (let next = index + 1; next < found.length && found[next].box.top < one.box.bottom; next += 1) {
          const other = found[next];
          if (one.holder !== other.holder && meet(one.box, other.box, 3, Math.min(one.deep, other.deep))) {
            faults.push(`${place(one.holder)} and ${place(other.holder)} lie over each other`);
          }
        }
      });
      return once(faults);
    },
  };

  function onLine(shape) {
    const length = shape.getTotalLength?.() ?? 0;
    const at = shape.getPointAtLength(length / 3).matrixTransform(shape.getScreenCTM());
    return [at.x, at.y];
  }

  const describe = (shape) => ` (fill ${getComputedStyle(shape).fill}, stroke ${getComputedStyle(shape).stroke})`;

  const cutBySides = (element) => {
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).overflowX !== "visible") return true;
    }
    return false;
  };

  // ---- the keyboard ----------------------------------------------------------------------------

  const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

  /** Everything of an element, and of what stands beside it, that may change to show the focus. */
  function dress(element) {
    const parts = [element, ...(element.labels ?? []), element.nextElementSibling, element.parentElement].filter(Boolean);
    const kept = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "borderTopWidth",
      "borderBottomColor", "borderBottomWidth", "backgroundColor", "textDecorationLine"];
    return parts.flatMap((part) => [null, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(part, pseudo);
      const found = kept.map((each) => style[each]);
      if (style.outlineStyle === "none") found[1] = found[2] = "";
      return found.join(" ");
    })).join("\n");
  }

  const keyboard = {
    /** Note how everything looks without focus, and put the start of the walk at the top. */
    start() {
      document.activeElement?.blur();
      keyboard.rest = new Map(all(STOPS).map((each) => [each, dress(each)]));
      keyboard.met = new Set();
      const first = document.querySelector("dialog[open]") ?? document.body;
      const had = first.getAttribute("tabindex");
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
      if (had === null) first.removeAttribute("tabindex");
    },

    /** Where the focus is: what is wrong there, and whether the walk is over. */
    stop() {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return { over: true };
      if (keyboard.met.has(element)) return { over: true };
      keyboard.met.add(element);
      const own = element.getBoundingClientRect();
      const [x, y] = middle(own);
      const spots = [[x, y], [own.left + 3, own.top + 3], [own.right - 3, own.bottom - 3]];
      const hits = spots.map(([a, b]) => document.elementFromPoint(a, b)).filter(Boolean);
      const kin = (hit) => element.contains(hit) || hit.contains(element) || [...(element.labels ?? [])].some((label) => label.contains(hit) || hit.contains(label));
      const inside = own.bottom > 0 && own.right > 0 && own.top < innerHeight && own.left < innerWidth;
      const faults = [];
      if (!inside) faults.push(`${place(element)} has the focus outside the window`);
      else if (!hits.some(kin)) faults.push(`${place(element)} has the focus but lies under ${hits[0] ? place(hits[0]) : "something"}`);
      const style = getComputedStyle(element);
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 ? over(colour(style.outlineColor), behind(element.parentElement ?? element) ?? [255, 255, 255, 1]) : null;
      const ground = behind(element.parentElement ?? element);
      const inner = behind(element);
      const clear = ring && ground && inner && Math.max(contrast(ring, ground), contrast(ring, inner)) >= 2.995;
      const changed = keyboard.rest.get(element) !== dress(element);
      const weak = ring && !clear && style.outlineStyle !== "auto" && style.boxShadow === "none";
      if (changed && weak) faults.push(`${place(element)}: its focus ring has less than 3:1`);
      const around = { x: Math.max(0, own.left - 8), y: Math.max(0, own.top - 8), width: own.width + 16, height: own.height + 16 };
      return { over: false, faults, changed, place: place(element), around };
    },

    /** What a person sees but the walk never came to. */
    missed() {
      const met = [...keyboard.met];
      const names = new Set(met.filter((each) => each.type === "radio").map((each) => each.name));
      return all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter((each) => seen(each) && !each.disabled && !each.closest("[inert]"))
        .filter((each) => !keyboard.met.has(each) && !(each.type === "radio" && names.has(each.name)))
        .map((each) => `Tab never comes to ${place(each)}`);
    },
  };

  window.coprodChecks = { checks, keyboard };
})();
