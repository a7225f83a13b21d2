// Four sounds that cannot be mistaken for each other, made here, and a buzz in the pocket.
// Colour and words say the same; a phone that is muted or has no sound misses nothing.

const TUNES = { // [hertz, begins after, lasts], seconds
  in: [[660, 0, 0.12], [990, 0.12, 0.22]],
  already: [[520, 0, 0.12], [520, 0.2, 0.12]],
  look: [[660, 0, 0.3]],
  refused: [[180, 0, 0.55]],
};
const BUZZES = { in: [60], already: [60, 80, 60], look: [150], refused: [400] }; // milliseconds
let audio = null;

// Browsers allow sound only once somebody has touched the page.
export function awaken() {
  audio ||= "AudioContext" in window ? new AudioContext() : null;
  audio?.resume().catch(() => {});
}

function tone([hertz, after, lasts], start) {
  const voice = audio.createOscillator();
  const volume = audio.createGain();
  voice.type = hertz < 300 ? "sawtooth" : "sine";
  voice.frequency.value = hertz;
  volume.gain.setValueAtTime(0.3, start + after);
  volume.gain.exponentialRampToValueAtTime(0.001, start + after + lasts);
  voice.connect(volume).connect(audio.destination);
  voice.start(start + after);
  voice.stop(start + after + lasts);
}

export function play(name, muted) {
  navigator.vibrate?.(BUZZES[name]);
  if (muted || audio?.state !== "running") return;
  for (const part of TUNES[name]) tone(part, audio.currentTime);
}
