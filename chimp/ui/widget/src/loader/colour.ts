/* The accent is anybody's choice; what is written on it and with it has to be readable (WCAG 2.2,
   1.4.3: 4.5 to 1). */

type Colour = readonly [number, number, number];

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];
/** `--grey-1` and `--bubble-other` of the design, in which text of the accent stands. */
const LIGHT_SURFACE: Colour = [240, 240, 243];
const DARK_SURFACE: Colour = [39, 42, 45];
const READABLE = 4.5;
const STEPS = 20;

export function colourOf(hex: string): Colour {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function hexOf(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  return from.map((part, index) => part + ((to[index] ?? 0) - part) * share) as unknown as Colour;
}

/** The colour itself, or as little as needed nearer to black or white. */
function readable(colour: Colour, surface: Colour, towards: Colour): string {
  for (let step = 0; step < STEPS; step += 1) {
    const tried = mixed(colour, towards, step / STEPS);
    if (contrast(tried, surface) >= READABLE) return hexOf(tried);
  }
  return hexOf(towards);
}

/** What the design calls these, for a wish such as `#5b5bd6`. */
export function accentTokens(hex: string): Record<string, string> {
  const accent = colourOf(hex);
  const isDark = contrast(accent, WHITE) >= READABLE;
  const onAccent = isDark ? WHITE : BLACK;
  const inLight = readable(accent, LIGHT_SURFACE, BLACK);
  const inDark = readable(accent, DARK_SURFACE, WHITE);
  return {
    "--accent": hex,
    "--on-accent": hexOf(onAccent),
    "--accent-hover": hexOf(mixed(accent, isDark ? BLACK : WHITE, 0.12)),
    "--accent-text": `light-dark(${inLight}, ${inDark})`,
    "--focus": `light-dark(${inLight}, ${inDark})`,
  };
}
