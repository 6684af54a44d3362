/** Short sounds, made here: nothing to load. Browsers allow them once somebody has touched the page. */
let context: AudioContext | null = null;

const TUNES = {
  offer: [
    [659, 0],
    [880, 0.14],
    [659, 0.28],
    [880, 0.42],
  ],
  message: [
    [784, 0],
    [1047, 0.1],
  ],
  waiting: [[587, 0]],
} as const;

export type Tune = keyof typeof TUNES;

const LENGTH = 0.22;
const LOUDNESS = 0.16;

/** As soon as it is allowed: a sound that is late is none. */
export function play(tune: Tune): void {
  if (context?.state !== "running") {
    void context?.resume().catch(() => undefined);
    return;
  }
  for (const [pitch, after] of TUNES[tune]) {
    note(context, pitch, context.currentTime + after);
  }
}

/** After a click or a key: sounds are possible from now on. */
export function allowSound(): void {
  context ??= "AudioContext" in globalThis ? new AudioContext() : null;
  void context?.resume().catch(() => undefined);
}

function note(on: AudioContext, pitch: number, at: number): void {
  const tone = on.createOscillator();
  const loudness = on.createGain();
  tone.type = "sine";
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, at + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  tone.connect(loudness).connect(on.destination);
  tone.start(at);
  tone.stop(at + LENGTH);
}
