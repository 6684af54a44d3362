/* Two soft tones, made here: no file, and no permission but that somebody has touched the page. */

let context: AudioContext | null = null;

/** To be called while the customer does something, for browsers make no sound before that. */
export function prepareSound(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume().catch(() => undefined);
  } catch {
    context = null; // a browser without sound
  }
}

export function ring(): void {
  if (context?.state !== "running") return;
  const start = context.currentTime;
  for (const [index, pitch] of [659.25, 880].entries()) {
    const at = start + index * 0.11;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.012);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.34);
  }
}

export function silence(): void {
  void context?.close().catch(() => undefined);
  context = null;
}
