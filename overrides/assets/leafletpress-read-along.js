/*
 * Read-along: shows which sentence is being read. It adds to the browser's own player and replaces nothing: without it
 * the sound and the text are there. There is no live region, for a screen reader's own voice must not echo the sound.
 *
 * The sentence is found by binary search on the time. The cue events of the browser are of no use for it: after a seek
 * to the start of a cue, Chromium keeps the one before active, and the wrong sentence would stay marked.
 */
"use strict";

(() => {
  const audio = document.querySelector("audio[data-read-along]");
  const block = audio && document.getElementById(audio.dataset.readAlong);
  if (!block) return;

  const { rate, cues, chapters } = JSON.parse(block.textContent);
  const say = JSON.parse(audio.dataset.words);
  const starts = cues.map(([, start]) => start / rate);
  const TOLERANCE = 0.0005; /* seconds by which a browser may stop short of where it was sent */
  const place = `leafletpress ${location.pathname}`, choices = "leafletpress choices";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const indexOf = new Map();
  cues.forEach(([id], index) => { if (id && !indexOf.has(id)) indexOf.set(id, index); });

  /* What is remembered on this device; some browsers refuse, above all for files. */
  function recall(key) {
    try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; }
  }
  function remember(key, value) {
    try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* nothing is lost but comfort */ }
  }

  /* The controls */

  function element(tag, attributes = {}, phrase = null) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (phrase) write(made, phrase);
    return made;
  }

  /** A phrase that is not translated says which language it is in. */
  function write(target, phrase) {
    target.textContent = phrase.text;
    if (phrase.lang === document.documentElement.lang) return;
    target.lang = phrase.lang;
    target.dir = phrase.dir;
  }

  function choice(id, phrase, options) {
    const label = element("label", { for: id }, phrase), select = element("select", { id });
    for (const [value, text] of options) select.append(new Option(text, value));
    const pair = element("p", { class: "choice" });
    pair.append(label, select);
    return [pair, select];
  }

  const player = element("div", { class: "read-along" });
  const controls = element("div", { class: "controls" });
  const previous = element("button", { type: "button", class: "button" }, say.previous);
  const toggle = element("button", { type: "button", class: "button" }, say.play);
  const next = element("button", { type: "button", class: "button" }, say.next);
  controls.append(previous, toggle, next);
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
  const [speedPair, speed] = choice("lp-speed", say.speed, say.speeds.map(one => [one, percent.format(one)]));
  const [chapterPair, chapter] = choice("lp-chapter", say.chapter, chapters.map(([, start,, title]) => [start, title]));
  const hint = element("p", { class: "small", id: "lp-hint" });
  hint.append(element("span", {}, say.hint), " ", element("span", {}, say.keys));
  const followPair = element("p", { class: "choice" });
  const follow = element("input", { type: "checkbox", id: "lp-follow" });
  followPair.append(follow, element("label", { for: "lp-follow" }, say.follow));
  player.append(controls, speedPair, chapterPair, followPair, hint);
  audio.after(player);

  /* Which sentence it is */

  let current = -1, frame = 0;

  /** Index of the last cue that has begun, or -1. */
  function find(time) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= time + TOLERANCE) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** The elements of a sentence: one, and further ones where it goes into a link and out again. */
  function parts(index) {
    const id = cues[index]?.[0];
    if (!id) return [];
    const first = document.getElementById(id);
    return [...(first ? [first] : []), ...document.querySelectorAll(`[data-part-of="${CSS.escape(id)}"]`)];
  }

  /*
   * All sentences together are one stop of the Tab key, and only while the reader listens: the marked one, or the one
   * that the arrows have come to. A hundred stops would bar the way through the page; a role such as that of a button
   * would take its links and its language from a sentence. A sentence within a link leaves the key to the link.
   */
  let stop = null;

  function focusable(index) {
    const [first] = parts(index);
    return first && !first.closest("a, button, summary") ? first : null;
  }

  function makeStop(sentence) {
    if (!sentence || sentence === stop) return;
    stop?.removeAttribute("tabindex");
    stop?.removeAttribute("aria-describedby");
    stop = sentence;
    stop.setAttribute("tabindex", "0");
    stop.setAttribute("aria-describedby", hint.id);
  }

  /** Focus the nearest sentence before or after the one that has the focus. */
  function move(step) {
    for (let index = indexOf.get(stop.id) + step; index >= 0 && index < cues.length; index += step) {
      const sentence = focusable(index);
      if (!sentence) continue;
      makeStop(sentence);
      sentence.focus();
      return;
    }
  }

  function show() {
    const now = audio.ended ? -1 : find(audio.currentTime);
    if (now === current) return;
    for (const part of parts(current)) part.classList.remove("is-spoken");
    current = now;
    const spoken = parts(current);
    for (const part of spoken) part.classList.add("is-spoken");
    if (isOn() && (!stop || document.activeElement !== stop)) makeStop(focusable(current));
    let heard = 0;
    while (heard + 1 < chapters.length && chapters[heard + 1][1] / rate <= audio.currentTime + TOLERANCE) heard += 1;
    chapter.selectedIndex = heard;
    if (follow.checked && spoken.length && !audio.paused) {
      spoken[0].scrollIntoView({ block: "center", behavior: still.matches ? "auto" : "smooth" });
    }
  }

  function tick() {
    show();
    frame = requestAnimationFrame(tick);
  }

  function go(index) {
    audio.currentTime = starts[Math.min(Math.max(index, 0), starts.length - 1)];
    show();
  }

  function play() {
    audio.play().catch(() => {});
  }

  /** Whether the reader listens, or has listened: a page that is only read stays as it is. */
  function isOn() {
    return document.documentElement.classList.contains("is-read-along");
  }

  /** From now on the text answers, and the buttons stay in sight. */
  function begin() {
    document.documentElement.classList.add("is-read-along");
    makeStop(focusable(current));
    cancelAnimationFrame(frame);
    tick();
    write(toggle, say.pause);
  }

  function rest() {
    cancelAnimationFrame(frame);
    show();
    write(toggle, say.play);
    remember(place, audio.ended ? {} : { time: audio.currentTime });
  }

  /** While the buttons are fixed to the screen, they cover nothing that has the focus. */
  function makeRoom() {
    document.documentElement.style.setProperty("--bar", `${controls.offsetHeight + 12}px`);
  }
  new ResizeObserver(makeRoom).observe(controls);
  document.addEventListener("focusin", ({ target }) => {
    /* A press that gives the focus to the whole text must not move the page. */
    if (!target.matches("a, audio, button, input, select, [tabindex='0']") || !target.matches(":focus-visible")) return;
    if (getComputedStyle(controls).position !== "fixed" || controls.contains(target)) return;
    const hidden = target.getBoundingClientRect().bottom - controls.getBoundingClientRect().top + 12;
    if (hidden > 0) scrollBy(0, hidden);
  });

  audio.addEventListener("play", begin);
  audio.addEventListener("pause", rest);
  audio.addEventListener("ended", rest);
  audio.addEventListener("seeked", show);
  audio.addEventListener("timeupdate", show);
  /* Paused or not: where somebody pauses and leaves at once, the page is gone before it hears of the pause. */
  addEventListener("pagehide", () => {
    if (audio.currentTime > 0 && !audio.ended) remember(place, { time: audio.currentTime });
  });

  function playOrPause() {
    if (audio.paused) play(); else audio.pause();
  }

  toggle.addEventListener("click", playOrPause);
  previous.addEventListener("click", () => go(find(audio.currentTime) - 1));
  next.addEventListener("click", () => go(find(audio.currentTime) + 1));
  chapter.addEventListener("change", () => { audio.currentTime = Number(chapter.value) / rate; show(); });
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); keep(); });
  follow.addEventListener("change", keep);
  function keep() { remember(choices, { speed: Number(speed.value), follow: follow.checked }); }

  /* A sentence that is pressed is read; not where a link is followed or words are selected. */
  function startAt(node) {
    for (let one = node; one; one = one.parentElement) {
      const index = indexOf.get(one.dataset?.partOf ?? one.id);
      if (index === undefined) continue;
      go(index);
      play();
      return true;
    }
    return false;
  }

  document.addEventListener("click", event => {
    if (!isOn() || !getSelection().isCollapsed) return;
    if (event.target.closest("a, button, input, label, select, audio")) return;
    startAt(event.target);
  });

  /* The keys of a sentence that has the focus; none is taken anywhere else. */
  const keys = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => startAt(stop), " ": playOrPause };
  document.addEventListener("keydown", event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (stop && document.activeElement === stop && keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    } else if (event.key === "Enter" && isOn()) {
      /* Where the reader's cursor is, for those who move one through the text by keyboard. */
      const at = getSelection().anchorNode?.parentElement;
      const free = document.activeElement === document.body || document.activeElement?.id === "lp-main";
      if (free && at && startAt(at)) event.preventDefault();
    }
  });

  const chosen = recall(choices);
  if (say.speeds.includes(chosen.speed)) audio.playbackRate = audio.defaultPlaybackRate = chosen.speed;
  speed.value = audio.playbackRate;
  follow.checked = chosen.follow === true;
  const { time } = recall(place);
  if (Number.isFinite(time) && time > 0) audio.currentTime = time;
})();
