// The colours of Samensturen, made at build time from one brand colour.
//
// NL Design System's Voorbeeld theme points every colour token at an eight-step palette. So a look is a set of
// palettes: we replace its violet (the accent) by the brand colour, and for dark mode we turn every palette round.
// The three answers get palettes with the same lightness and strength, so that none of them shouts.
import { BRAND_COLOR } from "./brand.mjs";
import { contrast, toHex, toOklch } from "./tools/color.mjs";

const degrees = (value) => (value * Math.PI) / 180;

// step: [lightness, share of the full chroma]
const LIGHT_LADDER = {
  50: [0.984, 0.1], 100: [0.957, 0.26], 200: [0.91, 0.48], 300: [0.82, 0.78],
  400: [0.53, 1], 500: [0.44, 0.95], 600: [0.36, 0.8], 700: [0.24, 0.55],
};
const DARK_LADDER = {
  50: [0.235, 0.16], 100: [0.275, 0.28], 200: [0.34, 0.4], 300: [0.44, 0.5],
  400: [0.69, 0.8], 500: [0.79, 0.8], 600: [0.87, 0.6], 700: [0.95, 0.25],
};
const NIGHT = "#171b1f";
// The steps that carry text, the ground on which each stands at worst, and the contrast it must reach there.
// WCAG 2.2 AA asks for 4.5. White (or night) on step 500 is the primary button.
const READABLE = { 400: [50, 4.6], 500: [200, 4.6], 600: [200, 7], 700: [300, 7] };

const ANSWER_HUES = { consent: 152, concern: 76, objection: 283 };
const ANSWER_CHROMA = 0.115;
// The palettes of the Voorbeeld theme that we use, with a step-400 hue and chroma close to theirs.
const THEME_PALETTES = { grijs: [250, 0.022], groen: [150, 0.12], geel: [85, 0.12], oranje: [50, 0.13], rood: [24, 0.16], blauw: [245, 0.12] };

/** Eight steps of one hue. A step for text moves away from its ground until it can be read there. */
function palette(hue, chroma, ladder) {
  const steps = {};
  const away = ladder === LIGHT_LADDER ? -0.01 : 0.01;
  for (const [step, [lightness, share]] of Object.entries(ladder)) {
    const color = { lightness, chroma: chroma * share, hue };
    const [ground, required] = READABLE[step] ?? [];
    while (ground && contrast(toHex(color), steps[ground]) < required) color.lightness += away;
    steps[step] = toHex(color);
  }
  return steps;
}

const declarations = (prefix, steps) => Object.entries(steps).map(([step, hex]) => `  ${prefix}-${step}: ${hex};`);

function answerDeclarations(ladder) {
  return Object.entries(ANSWER_HUES).flatMap(([answer, hue]) =>
    declarations(`--answer-${answer}`, palette(degrees(hue), ANSWER_CHROMA, ladder)),
  );
}

function lightTheme(brand) {
  return [
    ...declarations("--voorbeeld-kleuren-violet", palette(brand.hue, brand.chroma, LIGHT_LADDER)),
    ...answerDeclarations(LIGHT_LADDER),
  ];
}

function darkTheme(brand) {
  return [
    `  --voorbeeld-kleuren-wit: ${NIGHT};`,
    ...declarations("--voorbeeld-kleuren-violet", palette(brand.hue, brand.chroma, DARK_LADDER)),
    ...Object.entries(THEME_PALETTES).flatMap(([name, [hue, chroma]]) =>
      declarations(`--voorbeeld-kleuren-${name}`, palette(degrees(hue), chroma, DARK_LADDER)),
    ),
    ...answerDeclarations(DARK_LADDER),
  ];
}

/** CSS text with the palettes for light and dark. */
export function themeCss(brandColor = BRAND_COLOR) {
  const brand = toOklch(brandColor);
  return [
    ":root {", ...lightTheme(brand), "}",
    "@media screen and (prefers-color-scheme: dark) {", ":root:not(.shared-screen) {", ...darkTheme(brand), "}", "}", "",
  ].join("\n");
}
