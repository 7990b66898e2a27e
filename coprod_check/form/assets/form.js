// One question at a time, a list to check, and the file. Every word on the page stands in its HTML.
(() => {
  const about = JSON.parse(document.getElementById("about").textContent);
  const form = document.forms[0];
  const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const steps = all(".step");
  const title = document.title;
  const together = about.voice === "together";
  let here = steps[0];
  let returning = false;
  let unsaved = false;
  let ident = "";
  let begunIn = "";

  // What was answered.

  const text = (field) => coprod.clean(byId(field).value);
  const line = (field) => coprod.oneLine(byId(field).value);
  const fields = (field) => all("input", form).filter((each) => each.name === field);
  const chosen = (field) => fields(field).filter((each) => each.checked).map((each) => each.value);
  const one = (field) => chosen(field)[0] || "";
  const asWritten = (answer) => (/^\d+$/.test(answer) ? Number(answer) : answer);

  const day = () => {
    const [d, m, y] = ["day", "month", "year"].map((field) => line(field));
    if (![d, m].every((each) => /^[0-9]{1,2}$/.test(each)) || !/^[0-9]{4}$/.test(y)) return "";
    const date = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
    const real = date.getUTCMonth() === Number(m) - 1 && date.getUTCDate() === Number(d);
    return real && Number(y) >= 1900 && Number(y) < 9000 ? date.toISOString().slice(0, 10) : "";
  };
  // Who goes on in another month is still in the round in which they began, unless they chose a date.
  const round = () => line("round") || (isToday() && begunIn) || day().slice(0, 7);
  const count = (field) => (/^[0-9]{1,4}$/.test(line(field)) ? Number(line(field)) : null);

  const rating = (step) => {
    const level = one(`level.${step.dataset.practice}`);
    if (!level || level === "blank") return null;
    const said = new Map([["level", asWritten(level)]]);
    const evidence = text(`evidence.${step.dataset.practice}`);
    if (evidence) said.set("evidence", evidence);
    if (level === "not-applicable") said.set("reason", text(`reason.${step.dataset.practice}`));
    return said;
  };

  const sheet = () => {
    const ratings = new Map();
    for (const step of all("[data-practice]")) {
      const said = rating(step);
      if (said) ratings.set(step.dataset.practice, said);
    }
    const experience = new Map();
    for (const step of all("[data-question]")) {
      const said = chosen(`experience.${step.dataset.question}`).filter((each) => each !== "blank");
      if (said.length) experience.set(step.dataset.question, step.dataset.several ? said : said[0]);
    }
    if (!together && !ident) ident = coprod.randomId(about.letters);
    return new Map([
      ["format", about.format],
      ["rubric", about.rubric],
      ["rubric_version", about.version],
      ["sheet", together ? coprod.idOf([about.rubric, line("team"), round()], about.letters) : ident],
      ["team", line("team")],
      ["round", round()],
      ["date", new coprod.Day(day())],
      ["voice", about.voice],
      ["respondent", together ? "" : line("respondent")],
      ["language", about.language],
      ["circumstances", chosen("circumstances")],
      together
        ? ["people", new Map([["staff", count("staff") || 0], ["lived-experience", count("members") || 0]])]
        : ["share", one("share") === "yes"],
      ["ratings", ratings],
      ["experience", experience],
    ]);
  };
  const fileName = (made) => {
    const parts = [coprod.slug(line("team"), about.longest), coprod.slug(round(), about.longest)];
    if (!together) parts.push(about.voice, made.get("sheet").slice(0, 4));
    return `${parts.join("-")}.answers.toml`;
  };

  // What is wrong, and where. The words stand beside the field.

  const faults = (step) => {
    const found = [];
    const check = (holds, field) => { if (!holds) found.push(field); };
    if (step.id === "start") {
      check(line("team"), "team");
      check(day(), "day");
    }
    if (step.id === "people") {
      check(count("staff") !== null, "staff");
      check(count("members") !== null, "members");
    }
    const practice = step.dataset.practice;
    if (practice) {
      const level = one(`level.${practice}`);
      check(level !== "not-applicable" || text(`reason.${practice}`), `reason.${practice}`);
      check((level && level !== "blank") || !text(`evidence.${practice}`), `evidence.${practice}`);
    }
    return found;
  };
  const inputsOf = (field) => (field === "day" ? ["day", "month", "year"].map(byId) : [byId(field)]);
  const mark = (step, found) => {
    for (const message of all(".error", step)) {
      const field = message.id.slice("error.".length);
      const wrong = found.includes(field);
      message.hidden = !wrong;
      message.parentElement.classList.toggle("wrong", wrong);
      for (const input of inputsOf(field)) {
        const others = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== message.id);
        if (wrong) others.push(message.id);
        if (others.length) input.setAttribute("aria-describedby", others.join(" "));
        else input.removeAttribute("aria-describedby");
        if (wrong) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
  };
  const summary = byId("errors");
  const complain = (wrong) => {
    const list = summary.querySelector("ul");
    list.replaceChildren(...wrong.map(([step, field]) => {
      const link = document.createElement("a");
      link.href = `#${field}`;
      link.textContent = byId(`error.${field}`).querySelector(".message").textContent;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (step !== here) {
          returning = true;
          go(step, false);
        }
        byId(field).focus();
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    summary.hidden = false;
    document.title = `${about.words.error} ${document.title}`;
    summary.focus();
  };
  const holds = (checked) => {
    const wrong = [];
    for (const step of checked) {
      const found = faults(step);
      mark(step, found);
      wrong.push(...found.map((field) => [step, field]));
    }
    if (wrong.length) {
      retitle();
      complain(wrong);
    }
    return !wrong.length;
  };

  // Going from step to step.

  const moving = byId("moves");
  const heading = (step) => step.querySelector("h2");
  const retitle = () => { document.title = here === steps[0] ? title : `${heading(here).textContent.trim().replace(/\s+/g, " ")} – ${title}`; };
  const show = (step, focus) => {
    here = step;
    for (const each of steps) each.hidden = each !== step;
    summary.hidden = true;
    if (step.id === "review") fillList();
    if (step.id === "review" || step.id === "done") returning = false;
    const [next, back, list] = all("button", moving);
    moving.hidden = step.id === "review" || step.id === "done";
    next.textContent = returning ? about.words.save : about.words.next;
    back.hidden = step === steps[0] && !returning;
    list.hidden = step === steps[0] || returning;
    document.documentElement.classList.toggle("at-start", step === steps[0]);
    retitle();
    scrollTo(0, 0);
    if (focus) heading(step).focus();
    keepTab();
  };
  const go = (step, focus = true) => {
    show(step, focus);
    try {
      if (location.hash !== `#${step.id}`) history.pushState(null, "", `#${step.id}`);
    } catch (refused) {
      // A viewer without a history: our own buttons still go back.
    }
  };
  const asked = () => {
    const step = byId(decodeURIComponent(location.hash.slice(1)) || "start");
    return step && steps.includes(step) && step.id !== "done" ? step : null;
  };
  const onHistory = () => {
    const step = asked();
    if (!step) return;
    if (step !== here) show(step, true);
    // After this the browser may take the focus away, to put it where the address points.
    else if (document.activeElement === document.body) heading(step).focus();
  };
  addEventListener("popstate", onHistory);
  addEventListener("hashchange", onHistory);

  const moves = {
    next() {
      if (!holds([here])) return;
      if (here.id !== "start" || !putBackFor()) byId("put-back").hidden = true;
      go(returning ? byId("review") : steps[steps.indexOf(here) + 1]);
    },
    back() {
      go(returning ? byId("review") : steps[steps.indexOf(here) - 1]);
    },
    list() {
      if (holds([here])) go(byId("review"));
    },
    on() {
      if (!holds([here])) return;
      byId("put-back").hidden = true;
      returning = false;
      go(nextToAnswer() || byId("review"));
    },
  };

  // Where somebody goes on: at the first question after the last one that they answered or left blank.
  const asking = all("[data-practice], [data-question]");
  const passed = (step) => step.querySelector("input:checked") !== null;
  const nextToAnswer = () => asking[asking.map(passed).lastIndexOf(true) + 1];
  const offerToGoOn = () => {
    const { words } = about;
    const step = nextToAnswer();
    const place = asking.filter((each) => each.hasAttribute(step && step.dataset.practice ? "data-practice" : "data-question")).indexOf(step) + 1;
    const offer = !step ? words.goOnList : step.dataset.practice ? words.goOnPractice : words.goOnExperience;
    byId("go-on").textContent = offer.replace("{place}", place);
    byId("go-on").hidden = !asking.some(passed);
  };

  // The list to check.

  const labelOf = (input) => input.parentElement.querySelector("b").textContent;
  const labels = (field) => fields(field).filter((each) => each.checked && each.value !== "blank").map(labelOf);
  const fillList = () => {
    const { words } = about;
    const say = (id, answer, missing = words.blank) => {
      const place = byId(`said.${id}`);
      place.textContent = answer || missing;
      place.classList.toggle("missing", !answer);
      if (answer) place.removeAttribute("lang");
      else place.lang = "en";
    };
    say("team", line("team"));
    say("round", round());
    say("date", day());
    if (together) {
      say("staff", count("staff") === null ? "" : String(count("staff")));
      say("members", count("members") === null ? "" : String(count("members")));
    } else {
      say("share", labels("share").join(), words.noShare);
      say("respondent", line("respondent"), words.none);
    }
    if (byId("circumstances")) say("circumstances", labels("circumstances").join("\n"), words.none);
    let answered = 0;
    for (const step of all("[data-practice]")) {
      const practice = step.dataset.practice;
      const said = rating(step);
      answered += said ? 1 : 0;
      say(`practice.${practice}`, labels(`level.${practice}`).join());
      const noted = [said && said.get("reason"), text(`evidence.${practice}`)].filter(Boolean);
      byId(`noted.${practice}`).textContent = noted.join("\n");
    }
    for (const step of all("[data-question]")) {
      const question = step.dataset.question;
      say(`experience.${question}`, labels(`experience.${question}`).join("\n"));
    }
    byId("answered").textContent = words.answered.replace("{answered}", answered);
  };
  const change = (link) => (event) => {
    event.preventDefault();
    returning = true;
    go(byId(link.hash.slice(1)));
  };

  // What opens and closes with an answer.

  // How many of each side there are, as far as it matters: few is one person, or fewer than a third (contract, 3.9).
  const whoIsHere = (staff, members) => {
    const fewer = Math.min(staff, members);
    if (!fewer) return `${Math.min(staff, 2)}-${Math.min(members, 2)}`;
    if (fewer > 1 && 3 * fewer >= staff + members) return "both";
    return `few-${staff < members ? "staff" : "lived-experience"}-${Math.min(fewer, 2)}`;
  };
  const putNumbers = (words, fewer, everyone) => {
    for (const line of words.querySelectorAll("[data-says]")) {
      line.textContent = line.dataset.says.replace("{few}", fewer).replace("{all}", everyone);
    }
  };
  const follow = () => {
    for (const step of all("[data-practice]")) {
      const practice = step.dataset.practice;
      const level = one(`level.${practice}`);
      const reason = byId(`reason.${practice}`);
      if (reason) reason.closest(".follow").hidden = level !== "not-applicable";
      const evidence = byId(`evidence.${practice}`);
      const wanted = /^\d+$/.test(level) && Number(level) >= about.evidenceFrom;
      // What was written is never hidden, nor the field that somebody is in.
      evidence.closest(".follow").hidden = !wanted && !text(evidence.id) && evidence !== document.activeElement;
    }
    if (together) {
      const who = ["staff", "members"].map((field) => count(field));
      const shown = who.includes(null) ? "" : whoIsHere(...who);
      for (const words of all("[data-who]")) {
        words.hidden = words.dataset.who !== shown;
        if (!words.hidden) putNumbers(words, Math.min(...who), who[0] + who[1]);
      }
    }
  };

  // The file.

  const save = (made, name) => {
    try {
      const link = document.createElement("a");
      const address = URL.createObjectURL(new Blob([made], { type: "application/toml" }));
      link.href = address;
      link.download = name;
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      return true;
    } catch (refused) {
      return false;
    }
  };
  const finish = () => {
    if (!holds(steps)) return;
    const answers = sheet();
    const made = coprod.toToml(answers, about.header);
    const name = fileName(answers);
    byId("file-name").textContent = name;
    byId("file-text").value = made;
    if (here.id !== "done") go(byId("done"));
    if (save(made, name)) {
      tell("download-status", "downloaded");
      unsaved = false;
    }
    keep();
    keepTab();
  };
  const selectAll = () => {
    byId("file-text").focus();
    byId("file-text").select();
  };
  const copy = async () => {
    selectAll();
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } catch (refused) {
      copied = false;
    }
    if (!copied) {
      try {
        await navigator.clipboard.writeText(byId("file-text").value);
        copied = true;
      } catch (refused) {
        copied = false;
      }
    }
    tell("copy-status", copied ? "copied" : "notCopied");
    if (copied) unsaved = false;
    keepTab();
  };
  const tell = (place, word) => {
    // Emptied first: the same words again are then news again.
    byId(place).textContent = "";
    setTimeout(() => { byId(place).textContent = about.words[word]; }, 50);
  };

  // Keeping: in this tab always, on the device only if asked. All pages on a disk share one store: the key says whose
  // answers these are.

  const box = byId("keep");
  let keptUnder = "";
  let safe = false;
  let touched = false;
  const keyOf = (parts) => ["coprod-check", about.rubric, about.version, about.voice, ...parts].map(encodeURIComponent).join("/");
  const place = () => keyOf([coprod.key(line("team")), coprod.key(line("round"))]);
  const ofTab = keyOf(["tab", location.pathname, byId("team").defaultValue, byId("round").defaultValue]);
  const store = (act) => {
    try {
      return act();
    } catch (refused) {
      return undefined;
    }
  };
  const fetched = (act) => {
    let kept;
    try {
      kept = JSON.parse(store(act) || "null");
    } catch (broken) {
      kept = null;
    }
    return kept && typeof kept.typed === "object" && kept.typed ? kept : null;
  };
  const snapshot = () => {
    if (!together && !ident) ident = coprod.randomId(about.letters);
    // Who goes on another day gives the answers of that day, unless they chose a date.
    const leaveOut = isToday();
    const typed = {};
    for (const input of typedInto()) {
      if (leaveOut && input.closest(".date")) continue;
      if (input.type !== "radio" && input.type !== "checkbox") typed[input.name] = input.value;
      else if (input.checked) typed[input.name] = [...(typed[input.name] || []), input.value];
    }
    return { ident, month: begunIn || day().slice(0, 7), typed };
  };
  const typedInto = () => all("input, textarea", form).filter((each) => each !== box && each.id !== "file-text" && each.type !== "hidden");
  const fill = (kept) => {
    ident = /^[0-9a-z]{4}-[0-9a-z]{4}$/.test(kept.ident) ? kept.ident : "";
    begunIn = /^[0-9]{4}-[0-9]{2}$/.test(kept.month) ? kept.month : "";
    for (const input of typedInto()) {
      const said = Object.prototype.hasOwnProperty.call(kept.typed, input.name) ? kept.typed[input.name] : null;
      if (said === null) continue;
      if (input.type === "radio" || input.type === "checkbox") input.checked = Array.isArray(said) && said.includes(input.value);
      else if (typeof said === "string") input.value = said;
    }
    touched = true;
    byId("clear").hidden = false;
    follow();
  };
  const keepTab = () => {
    if (!touched) return;
    store(() => sessionStorage.setItem(ofTab, JSON.stringify({ ...snapshot(), keptUnder, noted: !byId("put-back").hidden, returning, unsaved })));
  };
  const forget = () => {
    if (keptUnder) store(() => localStorage.removeItem(keptUnder));
    keptUnder = "";
    safe = false;
  };
  const keep = () => {
    if (!box.checked) return true;
    const under = place();
    if (keptUnder && keptUnder !== under) forget();
    const done = store(() => {
      localStorage.setItem(under, JSON.stringify(snapshot()));
      return localStorage.getItem(under) !== null;
    });
    if (done) keptUnder = under;
    safe = Boolean(done);
    return safe;
  };
  const notePutBack = () => {
    offerToGoOn();
    byId("put-back").hidden = false;
  };
  const putBackTab = () => {
    const kept = fetched(() => sessionStorage.getItem(ofTab));
    if (!kept) return false;
    fill(kept);
    ({ returning, unsaved } = { returning: Boolean(kept.returning), unsaved: Boolean(kept.unsaved) });
    box.checked = kept.keptUnder === place() && Boolean(store(() => localStorage.getItem(place())));
    keptUnder = box.checked ? place() : "";
    safe = box.checked;
    if (kept.noted && safe) notePutBack();
    return true;
  };
  const putBack = () => {
    const under = place();
    if (under === keptUnder) return false;
    const kept = fetched(() => localStorage.getItem(under));
    if (!kept) return false;
    fill(kept);
    box.checked = true;
    keptUnder = under;
    safe = true;
    notePutBack();
    return true;
  };
  const answeredYet = () => form.querySelector(".step:not(#start) input:checked") !== null;
  // Only into an empty form: what was just answered is never replaced.
  const putBackFor = () => !box.checked && !answeredYet() && putBack();
  const clearAll = () => {
    forget();
    store(() => sessionStorage.removeItem(ofTab));
    form.reset();
    ident = "";
    begunIn = "";
    touched = false;
    unsaved = false;
    returning = false;
    byId("put-back").hidden = true;
    byId("clear").hidden = true;
    byId("file-text").value = "";
    byId("file-name").textContent = "";
    for (const step of steps) mark(step, []);
    today();
    follow();
    go(steps[0]);
    tell("keep-status", "cleared");
  };

  // The day it is for the person here.
  const dateParts = () => all(".date input").map((input) => input.value).join(" ");
  let filledIn = "";
  const isToday = () => dateParts() === filledIn;
  const today = () => {
    const now = new Date();
    byId("day").value = String(now.getDate());
    byId("month").value = String(now.getMonth() + 1);
    byId("year").value = String(now.getFullYear());
    filledIn = dateParts();
  };

  // Listening.

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input[type=text]")) return;
    event.preventDefault();
    moves.next();
  });
  form.addEventListener("input", (event) => {
    if (event.target === box || event.target.id === "file-text") return;
    touched = true;
    unsaved = true;
    byId("clear").hidden = false;
    follow();
    keep();
    keepTab();
  });
  box.addEventListener("change", () => {
    if (box.checked) {
      const done = keep();
      box.checked = done;
      tell("keep-status", done ? "kept" : "keepRefused");
      if (done) byId("clear").hidden = false;
    } else {
      forget();
      tell("keep-status", "notKept");
    }
    keepTab();
  });
  for (const button of all("[data-go]")) button.addEventListener("click", () => moves[button.dataset.go]());
  for (const button of all("[data-finish]")) button.addEventListener("click", finish);
  for (const link of all("[data-change]")) link.addEventListener("click", change(link));
  byId("select-all").addEventListener("click", selectAll);
  byId("copy").addEventListener("click", copy);
  byId("go-on").addEventListener("click", moves.on);
  byId("clear-put-back").addEventListener("click", clearAll);
  for (const id of ["clear", "next-person"]) byId(id).addEventListener("click", () => { if (confirm(about.words.clearSure)) clearAll(); });
  addEventListener("beforeunload", (event) => {
    // What is kept on the device is not lost.
    if (unsaved && !safe) event.preventDefault();
  });

  // Begin.

  today();
  const inTab = putBackTab();
  const back = inTab || putBack();
  follow();
  for (const part of all("[data-with-script]")) part.hidden = false;
  byId("no-script").hidden = true;
  document.documentElement.classList.add("js");
  const wanted = back ? asked() || (inTab && location.hash === "#done" ? byId("review") : null) : null;
  show(wanted || steps[0], false);
  try {
    // An address of its own for every step, the first one too: the browser's way back leads to it.
    if (location.hash !== `#${here.id}`) history.replaceState(null, "", `#${here.id}`);
  } catch (refused) {
    // As above.
  }
})();
