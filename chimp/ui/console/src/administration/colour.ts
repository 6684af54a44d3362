/* Whether white or black text can be read on a colour (WCAG 2.2, 1.4.3). */

const HEX = /^#[0-9a-f]{6}$/i;

export function isColour(text: string): boolean {
  return HEX.test(text);
}

/** Relative luminance, 0 to 1. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter = 1, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** The better one of white and black on a colour, and how well it can be read. */
export function textOn(colour: string): { text: "#ffffff" | "#000000"; contrast: number } {
  const [white, black] = [contrast(colour, "#ffffff"), contrast(colour, "#000000")];
  // White is what people expect on a button: black only where white can not be read.
  return white >= 4.5 || white >= black
    ? { text: "#ffffff", contrast: white }
    : { text: "#000000", contrast: black };
}
