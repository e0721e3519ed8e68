import { renderAsync } from '@resvg/resvg-js';
import { FONT_FAMILY, FONT_FILES } from './text.ts';

/** Draws an SVG as PNG, off the event loop. Only the picture's own fonts are used, and nothing is fetched. */
export async function pngOf(svg: string): Promise<Buffer> {
  const image = await renderAsync(svg, { font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY } });
  return image.asPng();
}
