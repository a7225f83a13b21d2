// On the pages of the desk that work without scripts: makes the phone ready to go on without
// network, and goes to the app. A phone that was stopped erases what it held; the app of one that
// was signed out without network still has to tell the server.

import { able, forget, prepare } from "./phone.js";
import { leaving, storeOf } from "./store.js";

const WITHOUT = "desk-without-app"; // asked for in this tab
const [, home, slug, rest] = /^(.*\/desk\/([^/]+)\/)(.*)$/.exec(location.pathname);
const asked = new URLSearchParams(location.search);

async function erase() {
  await (await storeOf(slug)).erase();
  await forget(home);
}

// Where the app shows the same; nowhere for pages that it does not have.
function inTheApp() {
  const [what, which] = rest.split("/");
  if (what === "" && !asked.has("q")) return "zoek";
  if (what === "wie" && which) return `wie/${which}`;
  return what === "binnenloper" || what === "afmelden" ? what : "";
}

async function start() {
  if (asked.get("zonder") === "app" && !rest) sessionStorage.setItem(WITHOUT, "1");
  if (!able()) return;
  if (document.querySelector("[data-desk-gone]")) { await erase(); return; }
  if (await leaving(slug)) { location.replace(`${home}app/`); return; }
  if (asked.has("zonder") || sessionStorage.getItem(WITHOUT)) return;
  const screen = inTheApp();
  if (screen) location.replace(`${home}app/#${screen}`);
  else await prepare(`${home}werker.js`, home);
}

start();
