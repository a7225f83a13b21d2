// Codes at the door: through the camera where the browser can read QR codes itself, and from
// scanners that type, anywhere on the page: many keys in no time, and then Enter.

const QUICK = 60; // milliseconds between two keys of a scanner; nobody types that fast for long
const SHORTEST = 8; // keys
const PAUSE = 150; // milliseconds between two looks through the camera
const AGAIN = 4_000; // the same code still before the camera within this time counts once
const TICKET = /^[0-9A-Za-z]{8}-[0-9A-Za-z_-]{16}$/;

// What a code says: { ticket, slug }, the slug only when it was a whole address; null when it is
// none of ours. Scanners set up for another keyboard may change case: the guest list knows.
export function read(text) {
  const trimmed = text.trim();
  const address = /\/desk\/([^/]+)\/in\/([^/]+)\/?$/.exec(trimmed);
  if (address) return { slug: address[1], ticket: decodeURIComponent(address[2]) };
  return TICKET.test(trimmed) ? { slug: "", ticket: trimmed } : null;
}

// What the field that has the focus held, to put it back.
function before() {
  const field = document.activeElement;
  if (!field || !("value" in field) || field.tagName === "BUTTON") return () => {};
  const held = field.value;
  return () => {
    if (field.value === held) return;
    field.value = held;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

// A busy phone may get the keys in two bursts; the field then still holds the whole code.
function whole(typed, field) {
  return typed && !read(typed) && read(field.value || "") ? field.value : typed;
}

// Calls `seen(text)` for what a scanner types, also when that is no code of ours, and takes it out
// of the field that it came in; what people type stays theirs.
export function listenToScanners(seen) {
  let typed = "";
  let restore = () => {};
  let last = 0;
  addEventListener("keydown", (event) => {
    const slow = event.timeStamp - last > QUICK;
    last = event.timeStamp;
    if (slow) { typed = ""; restore = before(); }
    if (event.key === "Enter") {
      const code = whole(typed, event.target);
      typed = "";
      if (code.length < SHORTEST) return;
      event.preventDefault();
      event.stopPropagation();
      restore();
      seen(code);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      typed += event.key;
    }
  }, { capture: true });
}

export async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

// Looks through the camera until `stop()` is called; throws where the camera may not be used.
export async function look(video, seen) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment" }, audio: false,
  });
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const before = new Map();
  let going = true;
  video.srcObject = stream;
  await video.play();

  async function once() {
    if (!going) return;
    const codes = await detector.detect(video).catch(() => []);
    for (const { rawValue } of codes) {
      const now = Date.now();
      if (now - (before.get(rawValue) || 0) > AGAIN) seen(rawValue);
      before.set(rawValue, now);
    }
    setTimeout(once, PAUSE);
  }
  once();
  return () => {
    going = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
