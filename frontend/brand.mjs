// The one colour a municipality chooses. Everything else in the palette follows from it (see theme.mjs).
// For a build with another colour: SAMENSTUREN_BRAND_COLOR='#7a1f5c' npm run build
export const BRAND_COLOR = process.env.SAMENSTUREN_BRAND_COLOR ?? "#00617f";
