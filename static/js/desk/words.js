// Sentences come from the page, in its language: `<script type="application/json" id="words">`.
// `{n}` and other names are filled in here; a sentence with a number has a form for one.

const words = JSON.parse(document.querySelector("#words").textContent);
const language = document.documentElement.lang;
const clockFormat = new Intl.DateTimeFormat(language, {
  hour: language === "nl" ? "numeric" : "2-digit", minute: "2-digit", hourCycle: "h23",
  timeZone: document.querySelector("#desk").dataset.zone,
});

export function say(name, given = {}) {
  const sentence = given.n === 1 && `${name}_one` in words ? words[`${name}_one`] : words[name];
  return (sentence || "").replace(/\{(\w+)\}/g, (all, key) => given[key] ?? all);
}

// By the clock of the gathering, as the server writes it: 19.45 in Dutch.
export function clock(moment) {
  const time = clockFormat.format(new Date(moment));
  return language === "nl" ? time.replace(":", ".") : time;
}

// Puts text in the places of a part of the page that are named with `data-put`.
export function put(part, texts) {
  for (const [name, text] of Object.entries(texts)) {
    for (const place of part.querySelectorAll(`[data-put="${name}"]`)) {
      place.textContent = text ?? "";
      place.hidden = !text && text !== 0;
    }
  }
}

// A copy of a template of the page.
export const copy = (id) => document.querySelector(`#${id}`).content.firstElementChild.cloneNode(true);
