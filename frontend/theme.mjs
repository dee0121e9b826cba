// The colours of Samensturen, made at build time from one brand colour.
//
// NL Design System's Voorbeeld theme points every colour token at an eight-step palette. So a look is a set of
// palettes: we replace its violet (the accent) by the brand colour, and for dark mode we turn every palette round.
// The three answers get palettes with the same lightness and strength, so that none of them shouts.
import { BRAND_COLOR } from "./brand.mjs";
import { contrast, toHex, toOklch } from "./build/color.mjs";

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
const WHITE = "#ffffff";
const NIGHT = "#171b1f";
// What the steps that carry text must reach against the page (WCAG 2.2 AA asks 4.5; large parts of text get more).
const REQUIRED_CONTRAST = { 400: 4.6, 500: 7, 600: 9, 700: 13 };

const ANSWER_HUES = { consent: 152, concern: 76, objection: 283 };
const ANSWER_CHROMA = 0.115;
// The palettes of the Voorbeeld theme that we use, with a step-400 hue and chroma close to theirs.
const THEME_PALETTES = { grijs: [250, 0.022], groen: [150, 0.12], geel: [85, 0.12], oranje: [50, 0.13], rood: [24, 0.16], blauw: [245, 0.12] };

function palette(hue, chroma, ladder, page) {
  const steps = {};
  for (const [step, [lightness, share]] of Object.entries(ladder)) {
    const away = page === WHITE ? -0.01 : 0.01;
    let color = { lightness, chroma: chroma * share, hue };
    while (REQUIRED_CONTRAST[step] && contrast(toHex(color), page) < REQUIRED_CONTRAST[step]) {
      color = { ...color, lightness: color.lightness + away };
    }
    steps[step] = toHex(color);
  }
  return steps;
}

const declarations = (prefix, steps) => Object.entries(steps).map(([step, hex]) => `  ${prefix}-${step}: ${hex};`);

function answerDeclarations(ladder, page) {
  return Object.entries(ANSWER_HUES).flatMap(([answer, hue]) =>
    declarations(`--answer-${answer}`, palette(degrees(hue), ANSWER_CHROMA, ladder, page)),
  );
}

function lightTheme(brand) {
  return [
    ...declarations("--voorbeeld-kleuren-violet", palette(brand.hue, brand.chroma, LIGHT_LADDER, WHITE)),
    ...answerDeclarations(LIGHT_LADDER, WHITE),
  ];
}

function darkTheme(brand) {
  return [
    `  --voorbeeld-kleuren-wit: ${NIGHT};`,
    ...declarations("--voorbeeld-kleuren-violet", palette(brand.hue, brand.chroma, DARK_LADDER, NIGHT)),
    ...Object.entries(THEME_PALETTES).flatMap(([name, [hue, chroma]]) =>
      declarations(`--voorbeeld-kleuren-${name}`, palette(degrees(hue), chroma, DARK_LADDER, NIGHT)),
    ),
    ...answerDeclarations(DARK_LADDER, NIGHT),
  ];
}

/** CSS text with the palettes for light and dark. */
export function themeCss(brandColor = BRAND_COLOR) {
  const brand = toOklch(brandColor);
  return [
    ":root {", ...lightTheme(brand), "}",
    "@media screen and (prefers-color-scheme: dark) {", ":root {", ...darkTheme(brand), "}", "}", "",
  ].join("\n");
}
