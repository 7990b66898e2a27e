// From answers to the text of a sheet: the same bytes as storage/sheet_files.py writes.
// Pure functions; nothing here knows the page.
const coprod = (() => {
  // What may stand in a text, and its tidy form: as `as_typed` in documents/text.py.
  const CONTROL = /[^\n\t\P{Cc}]|\p{Cs}/gu;
  const ENDS = /^[\t\n\p{Zs}\u2028\u2029]+|[\t\n\p{Zs}\u2028\u2029]+$/gu;
  const GAPS = /[\t\n\p{Zs}\u2028\u2029]+/gu;

  const UNSEEN =
    /[\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;

  const strip = (text) => text.replace(ENDS, "");
  const clean = (text) => {
    const plain = text.replace(/\r\n?/g, "\n").normalize("NFC").replace(/[\u2028\u2029]/g, " ").replace(CONTROL, "");
    return strip(strip(plain).replace(/^\ufeff+|\ufeff+$/g, ""));
  };
  const oneLine = (text) => clean(text).replace(GAPS, " ");

  // Letters without case, as Python's casefold gives them.
  const foldOne = (letter) => {
    if (letter === "\u1e9e") return "ss";
    if (letter === "\u0131") return letter;
    if (/\p{Script=Cherokee}/u.test(letter)) return letter.toUpperCase();
    return Array.from(letter.toUpperCase(), (each) => each.toLowerCase()).join("");
  };
  const fold = (text) => Array.from(text, foldOne).join("");
  // What tells one name from another, as `identity` in documents/text.py: without letters that nobody sees.
  const key = (text) => {
    const seen = text.normalize("NFC").replace(UNSEEN, "").normalize("NFC");
    return strip(fold(seen).normalize("NFC").replace(GAPS, " "));
  };

  // A name for a file: as `slug` in storage/drafts.py.
  const slug = (text, longest) => {
    const whole = (fold(text.normalize("NFC")).match(/[\p{L}\p{N}_]+/gu) || []).join("-");
    const bytes = new TextEncoder();
    let short = "";
    let size = 0;
    for (const letter of whole) {
      size += bytes.encode(letter).length;
      if (size > longest) break;
      short += letter;
    }
    return short.replace(/^-+|-+$/g, "") || "team";
  };

  // SHA-256 (FIPS 180-4). The browser's own is not there on every page.
  const sha256 = (data) => {
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
    const bits = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32);
    const k = primes.map((p) => bits(Math.cbrt(p)));
    const h = primes.slice(0, 8).map((p) => bits(Math.sqrt(p)));
    const blocks = new Uint8Array(Math.ceil((data.length + 9) / 64) * 64);
    blocks.set(data);
    blocks[data.length] = 0x80;
    const view = new DataView(blocks.buffer);
    view.setUint32(blocks.length - 8, Math.floor(data.length / 2 ** 29));
    view.setUint32(blocks.length - 4, data.length << 3);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    for (let at = 0; at < blocks.length; at += 64) {
      const w = [];
      for (let i = 0; i < 16; i += 1) w.push(view.getUint32(at + 4 * i));
      for (let i = 16; i < 64; i += 1) {
        const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w.push((w[i - 16] + s0 + w[i - 7] + s1) | 0);
      }
      let [a, b, c, d, e, f, g, last] = h;
      for (let i = 0; i < 64; i += 1) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const one = (last + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, last] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, last].forEach((value, i) => { h[i] = (h[i] + value) | 0; });
    }
    const out = new DataView(new ArrayBuffer(32));
    h.forEach((value, i) => out.setUint32(4 * i, value));
    return new Uint8Array(out.buffer);
  };

  // Ids of sheets: as `sheet_id` in storage/drafts.py.
  const shaped = (letters) => `${letters.slice(0, 4).join("")}-${letters.slice(4, 8).join("")}`;
  const idOf = (about, letters) => {
    const digest = sha256(new TextEncoder().encode(about.map(key).join("\0")));
    return shaped(Array.from(digest.slice(0, 8), (byte) => letters[byte % letters.length]));
  };
  const randomId = (letters) => {
    const found = [];
    const even = 256 - (256 % letters.length);
    while (found.length < 8) {
      const [byte] = crypto.getRandomValues(new Uint8Array(1));
      if (byte < even) found.push(letters[byte % letters.length]);
    }
    return shaped(found);
  };

  // TOML, as tomli-w writes it. Tables are Maps: an object would put a key such as "2" before "b".
  const SHORT = { "\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
  const escaped = (c) => SHORT[c] || `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const quoted = (text) => `"${text.replace(/["\\\x00-\x08\x0a-\x1f\x7f]/g, escaped)}"`;
  const written = (text) => {
    if (!text.includes("\n")) return quoted(text);
    const lines = text.replace(/\r\n/g, "\n").replace(/["\\\x00-\x08\x0b-\x1f\x7f]/g, escaped);
    return `"""\n${lines}"""`;
  };
  const name = (text) => (/^[A-Za-z0-9_-]+$/.test(text) ? text : quoted(text));
  const value = (what) => {
    if (Array.isArray(what)) return what.length ? `[\n${what.map((each) => `    ${value(each)},\n`).join("")}]` : "[]";
    if (what instanceof Day) return what.text;
    return typeof what === "string" ? written(what) : String(what);
  };
  const table = (data, path) => {
    const plain = Array.from(data).filter(([, what]) => !(what instanceof Map));
    const tables = Array.from(data).filter(([, what]) => what instanceof Map);
    const parts = [];
    const head = path && (plain.length || !tables.length) ? `[${path}]\n` : "";
    if (head || plain.length) parts.push(head + plain.map(([k, what]) => `${name(k)} = ${value(what)}\n`).join(""));
    for (const [k, what] of tables) parts.push(table(what, path ? `${path}.${name(k)}` : name(k)));
    return parts.join("\n");
  };
  class Day {
    constructor(text) { this.text = text; }
  }

  // A sheet in the order of the contract; what is blank is left out.
  const toToml = (sheet, header) => {
    const data = new Map();
    for (const [k, what] of sheet) {
      const blank = what === "" || what === null || (Array.isArray(what) && !what.length);
      if (!blank && !(what instanceof Map && !what.size)) data.set(k, what);
    }
    return `${header}\n${table(data, "")}`;
  };

  return { Day, clean, oneLine, fold, key, slug, idOf, randomId, toToml };
})();
