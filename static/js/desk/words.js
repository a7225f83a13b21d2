// Sentences come from the page, in its language: `<script type="application/json" id="words">`.
// `{n}` and other names are filled in here; a sentence with a number has a form for one.

const words = JSON.parse(document.querySelector("#words").textContent);
const language = document.documentElement.lang;
const timeZone = document.querySelector("#desk").dataset.zone;
const clockFormat = new Intl.DateTimeFormat(language, {
  hour: language === "nl" ? "numeric" : "2-digit", minute: "2-digit", hourCycle: "h23", timeZone,
});
const dayFormat = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
  day: "numeric", month: "long", timeZone,
});

export function say(name, given = {}) {
  const sentence = given.n === 1 && `${name}_one` in words ? words[`${name}_one`] : words[name];
  return (sentence || "").replace(/\{(\w+)\}/g, (all, key) => given[key] ?? all);
}

// By the clock of the gathering, as the server writes it: 19.45 in Dutch; 3 mei, 19.45 of a day
// that is not today.
export function clock(moment) {
  const then = new Date(moment);
  const [time, day] = [clockFormat.format(then), dayFormat.format(then)];
  const told = language === "nl" ? time.replace(":", ".") : time;
  return day === dayFormat.format(new Date()) ? told : `${day}, ${told}`;
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
