/*
 * Search within the page's language. The index is made by leafletpress/search; folding and cutting are the same here
 * and in its folding.py, which a test proves. Index and shards are scripts that call `leafletpressSearch.index` and
 * `.shard`: a script element loads them under `script-src 'self'` and from file://, where fetch does not.
 */
"use strict";

const leafletpressSearch = (() => {
  const SAME = {
    "يىئ": "ی", "ك": "ک", "أإآٱ": "ا", "ةۃہۀ": "ه", "ؤ": "و", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae",
    "œ": "oe", "ı": "i", "’ʼ`": "'", "ઑ": "ઓ", "ૉ": "ો", "ઍ": "એ", "ૅ": "ે", "ऑ": "ओ", "ॉ": "ो",
    "ঈ": "ই", "ী": "ি", "ঊ": "উ", "ূ": "ু", "ণ": "ন", "ષ": "શ", "ষ": "শ", "ઈ": "ઇ", "ી": "િ", "ઊ": "ઉ", "ૂ": "ુ",
  };
  const SOUNDS = { "অ্যা": "এ", "এ্যা": "এ", "অ্য": "এ" };
  const LETTERS = new Map(Object.entries(SAME).flatMap(([letters, one]) => [...letters].map(letter => [letter, one])));
  const DROPPED = /[ـ\u064b-\u065f\u0670\u093c\u09bc\u0abc\u0a3c\u200c\u200d\u00ad\u0301]/;
  const RUN = /(?:[\p{L}\p{M}\p{N}]|(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff]))+/gu;
  const UNSPACED = /[\u3400-\u9fff\u{20000}-\u{3ffff}]+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+/gu;
  const LONGEST = 40;
  const ARABIC_PREFIX = /^(?:[وف]?(?:ال|بال|کال|لل)|[وفبکل])(?=...)/;
  /* Letters that change at the beginning of a Welsh word, the one of the dictionary first. */
  const WELSH = [
    ["c", "g", "ngh", "ch"], ["p", "b", "mh", "ph"], ["t", "d", "nh", "th"], ["g", "ng", ""], ["b", "f", "m"],
    ["d", "dd", "n"], ["ll", "l"], ["m", "f"], ["rh", "r"],
  ];
  /* Title, heading, text three times or more, text: what a place is worth. */
  const WORTH = { A: 40, B: 6, C: 2, D: 1 };
  /* Two words in a row are worth so much more than one. */
  const PHRASE = 6;
  /* Words of a query that are looked for: a text that is pasted in must not fetch the whole index. */
  const MOST_WORDS = 12;
  /* Shards that are looked through for a beginning: of a large index, of a very short one, not all. */
  const MOST_SHARDS = 8;
  /* Pages whose titles stand in one file of the index. */
  const ANSWERS = 16;

  const same = text => [...text].map(letter => LETTERS.get(letter) ?? letter).join("");

  /** Value of a decimal digit of any script: ten of them stand in a row. */
  function digit(sign) {
    let zero = sign.codePointAt(0);
    const isDigit = code => /\p{Nd}/u.test(String.fromCodePoint(code));
    let value = 0;
    while (value < 60 && isDigit(zero - 1)) { zero -= 1; value += 1; }
    return String(value % 10);
  }

  function fold(text) {
    let out = "", base = "", plain = text.normalize("NFKC").toLowerCase();
    for (const [letters, one] of Object.entries(SOUNDS)) plain = plain.replaceAll(letters, one);
    for (const sign of same(plain).normalize("NFD")) {
      const loses = base < "\u0250" || (base >= "\u0600" && base < "\u0700");
      if (DROPPED.test(sign) || (/\p{Mn}/u.test(sign) && loses)) continue;
      if (!/\p{M}/u.test(sign)) base = sign;
      out += /\p{Nd}/u.test(sign) ? digit(sign) : sign;
    }
    return same(out.normalize("NFC"));
  }

  /** Words of a query. Of signs without spaces only pairs: the last alone would find too much. */
  function words(text) {
    const out = [];
    for (const found of fold(text).match(RUN) ?? []) {
      const run = found.replaceAll("'", "");
      let position = 0;
      for (const match of run.matchAll(UNSPACED)) {
        out.push(run.slice(position, match.index));
        const signs = [...match[0]];
        if (signs.length === 1) out.push(match[0]);
        for (let at = 0; at + 1 < signs.length; at += 1) out.push(signs[at] + signs[at + 1]);
        position = match.index + match[0].length;
      }
      out.push(run.slice(position));
    }
    return out.filter(word => word && [...word].length <= LONGEST);
  }

  /** Stands for two words in a row, as in the index: a short sum of them. */
  function pairKey(one, other) {
    let total = 0x811c9dc5;
    for (const sign of `${one} ${other}`) total = Math.imul(total ^ sign.codePointAt(0), 0x01000193) >>> 0;
    return `+${(total % 46656).toString(36).padStart(3, "0")}`;
  }

  /** The word as typed, and as the index may have it. */
  function forms(word, language) {
    const out = new Set([word]);
    if (language === "ar") out.add(word.replace(ARABIC_PREFIX, ""));
    if (language === "cy" && word.length > 2) {
      for (const row of WELSH) {
        for (const from of row) {
          if (!from || !word.startsWith(from)) continue;
          for (const to of row) if (to || from === row[0]) out.add(to + word.slice(from.length));
        }
      }
      /* Before s and a consonant an y comes and goes: ysgerbwd, sgerbwd. */
      if (/^ys[^aeiouwy]/.test(word)) out.add(word.slice(1));
      if (/^s[^aeiouwyh]/.test(word)) out.add(`y${word}`);
    }
    return [...out].filter(form => form.length > 1 || form === word);
  }

  /** Letters to change, add, leave out or exchange to make one word of the other; more than `limit` is not counted. */
  function distance(one, other, limit) {
    if (Math.abs(one.length - other.length) > limit) return limit + 1;
    let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const differs = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + differs);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /* The index */

  let folder = "", head = null, opening = null;
  const shards = new Map(), answers = new Map(), loading = new Map();

  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = folder + name;
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  /** Load the list of leaflets once; the words follow as they are needed. */
  function open(path) {
    folder = path;
    opening ??= load("index.js").catch(error => { opening = null; throw error; });
    return opening;
  }

  /** Load a script once; what has failed is tried again the next time. */
  async function loaded(name) {
    if (!loading.has(name)) loading.set(name, load(name).catch(error => { loading.delete(name); throw error; }));
    await loading.get(name);
  }

  async function shard(number) {
    await loaded(head.shards[number]);
    return shards.get(number);
  }

  /** Address, title and summary of a page. */
  async function answer(page) {
    const number = Math.floor(page / ANSWERS);
    await loaded(head.answers[number]);
    const [url, title, summary] = answers.get(number)[page % ANSWERS];
    return { url, title, summary };
  }

  /** Number of the shard that a word would stand in. */
  function place(word) {
    let low = 0, high = head.first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (head.first[middle] <= word) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Lines of the index whose word begins so; of a very short beginning not all. */
  async function beginning(start) {
    const found = [], from = place(start), to = Math.min(place(`${start}\uffff`), from + MOST_SHARDS - 1);
    const lists = await Promise.all(Array.from({ length: to - from + 1 }, (_, at) => shard(from + at)));
    for (const lines of lists) for (const line of lines) if (line.startsWith(start)) found.push(line);
    return found;
  }

  const wordOf = line => line.slice(0, line.indexOf(" "));

  function add(scores, line, scale) {
    const hits = [];
    let number = -1;
    for (const [, skip, letter] of line.slice(line.indexOf(" ") + 1).matchAll(/([0-9a-z]+)([A-D])/g)) {
      number += parseInt(skip, 36) + 1;
      hits.push([number, WORTH[letter]]);
    }
    const rare = Math.log(1 + head.count / hits.length);
    for (const [page, worth] of hits) scores.set(page, Math.max(scores.get(page) ?? 0, worth * rare * scale));
  }

  /** Score of every leaflet that has the word, or one that begins with it. */
  async function exact(word) {
    const scores = new Map();
    const lists = await Promise.all(forms(word, head.lang).map(async form => [form, await beginning(form)]));
    const isThere = lists.some(([form, lines]) => lines.some(line => wordOf(line) === form));
    for (const [form, lines] of lists) {
      for (const line of lines) {
        /* Once the word itself is found, a longer one counts for little. */
        const scale = wordOf(line) === form ? 1 : isThere ? 0.05 : 0.6;
        add(scores, line, form === word ? scale : scale * 0.8);
      }
    }
    return scores;
  }

  /**
   * How alike two words are, from 0 to 1: they begin alike and differ in their endings, or a few letters are wrong.
   * Of the word as typed at least three letters stay, and of a long ending no more goes than stays.
   */
  function likeness(form, other, limit) {
    let common = 0;
    while (common < other.length && other[common] === form[common]) common += 1;
    const longer = Math.max(form.length, other.length);
    const isEnding = common >= Math.max(3, form.length - 3) && other.length <= form.length + 2;
    const isStem = common === other.length && common >= Math.max(3, form.length / 2);
    const wrong = distance(form, other, limit);
    return Math.max(isEnding || isStem ? Math.sqrt(common / longer) : 0, wrong <= limit ? 1 - wrong / longer : 0);
  }

  /** Score of every leaflet that has a word with another ending, or with a letter or a few wrong. */
  async function similar(word) {
    const scores = new Map(), length = word.length;
    if (length < 4) return scores;
    const limit = length < 6 ? 1 : length < 9 ? 2 : 3;
    /* Where the second letter is wrong, of a large index only a part is looked at. */
    for (const start of [2, 1]) {
      for (const form of forms(word, head.lang)) {
        for (const line of form.length < 4 ? [] : await beginning(form.slice(0, start))) {
          const alike = likeness(form, wordOf(line), limit);
          if (alike) add(scores, line, 0.4 * alike ** 3);
        }
      }
      if (scores.size) break;
    }
    return scores;
  }

  /** Lines of exactly this key. */
  async function linesOf(key) {
    return (await shard(place(key))).filter(line => wordOf(line) === key);
  }

  /** What was written apart and is one word, or together and is several. */
  async function otherwiseWritten(asked, at, parts) {
    const scores = new Map();
    for (const pair of [[at - 1, at], [at, at + 1]]) {
      const joined = pair.map(one => asked[one] ?? "").join("");
      if (joined !== asked[at]) for (const line of await linesOf(joined)) add(scores, line, 1);
    }
    for (const part of parts.get(asked[at]) ?? []) for (const line of await linesOf(part)) add(scores, line, 0.8);
    return scores;
  }

  /** Parts of words that hold the sign which joins the parts of a compound in Persian. */
  function compounds(query) {
    const found = new Map();
    for (const token of query.split(/\s+/)) {
      if (!token.includes("\u200c")) continue;
      const parts = token.split("\u200c").flatMap(words).filter(part => part.length > 2);
      for (const word of words(token)) found.set(word, parts);
    }
    return found;
  }

  /** Leaflets in order of worth, with `isExact` false where only similar or some words were found. */
  async function search(query, limit = 20) {
    const inOrder = words(query).slice(0, MOST_WORDS), asked = [...new Set(inOrder)];
    if (!asked.length) return null;
    let isExact = true;
    const parts = compounds(query);
    const found = await Promise.all(asked.map(async (word, at) => {
      const scores = await exact(word);
      if (scores.size) return scores;
      const otherwise = await otherwiseWritten(asked, at, parts);
      if (otherwise.size) return otherwise;
      isExact = false;
      return similar(word);
    }));
    const pages = new Map();
    for (const scores of found) {
      for (const [page, score] of scores) {
        const [count, sum] = pages.get(page) ?? [0, 0];
        pages.set(page, [count + 1, sum + score]);
      }
    }
    const most = Math.max(0, ...[...pages.values()].map(([count]) => count));
    if (most < asked.length) isExact = false;
    const best = new Map([...pages].filter(([, [count]]) => count === most).map(([page, [, sum]]) => [page, sum]));
    if (best.size > 1) await preferPhrases(best, inOrder);
    const ranked = [...best].sort(([one, a], [other, b]) => b - a || one - other).slice(0, limit);
    const results = await Promise.all(ranked.map(([page]) => answer(page)));
    return { isExact, total: best.size, results };
  }

  /** Add to the scores of the leaflets in which words stand in a row as they were typed. */
  async function preferPhrases(best, inOrder) {
    for (let at = 0; at + 1 < inOrder.length; at += 1) {
      const scores = new Map();
      for (const line of await linesOf(pairKey(inOrder[at], inOrder[at + 1]))) add(scores, line, PHRASE);
      for (const [page, score] of scores) if (best.has(page)) best.set(page, best.get(page) + score);
    }
  }

  return {
    index(data) { head = data; },
    shard(number, text) { shards.set(number, text.split("\n")); },
    answers(number, pages) { answers.set(number, pages); },
    open, search, fold, words, pairKey,
  };
})();

(() => {
  const root = document.getElementById("lp-search");
  if (!root) return;
  const say = JSON.parse(root.dataset.words);
  const WAIT = 200; /* milliseconds after the last key */

  function element(tag, attributes = {}, phrase = null) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (phrase) write(made, phrase);
    return made;
  }

  /** A phrase that is not translated says which language it is in. */
  function write(target, phrase, number = null) {
    const counted = number === null ? "" : number.toLocaleString(document.documentElement.lang);
    target.textContent = phrase.text.replace("{number}", counted);
    if (phrase.lang !== document.documentElement.lang) {
      target.lang = phrase.lang;
      target.dir = phrase.dir;
    } else {
      target.removeAttribute("lang");
      target.removeAttribute("dir");
    }
  }

  const form = element("form", { role: "search" });
  const label = element("label", { for: "lp-query" }, say.label);
  const field = element("div", { class: "field" });
  const input = element("input", { type: "search", id: "lp-query", name: "q", autocomplete: "off", dir: "auto" });
  const button = element("button", { class: "button" }, say.button);
  const status = element("p", { role: "status" });
  const list = element("ol", { class: "entries" });
  field.append(input, button);
  form.append(label, field);
  root.append(form, status, list);
  list.hidden = true;

  let latest = 0, timer = 0;

  async function show() {
    const mine = latest += 1;
    const query = input.value;
    let answer;
    try {
      await leafletpressSearch.open(root.dataset.index);
      answer = await leafletpressSearch.search(query);
    } catch {
      write(status, say.failed);
      return;
    }
    /* A slow answer must not stand in for a newer one. */
    if (mine !== latest) return;
    list.replaceChildren();
    list.hidden = !answer?.results.length;
    if (!answer) {
      status.textContent = "";
      return;
    }
    const phrase = !answer.total ? say.none : answer.isExact ? say.found : say.similar;
    write(status, phrase, answer.total);
    for (const { url, title, summary } of answer.results) {
      const item = element("li"), link = element("a", { href: `${root.dataset.index}../${url}` }), words = element("p");
      link.textContent = title;
      words.textContent = summary;
      item.append(link, words);
      list.append(item);
    }
  }

  input.addEventListener("focus", () => leafletpressSearch.open(root.dataset.index).catch(() => {}), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(timer);
    show();
  });
})();
