import { create } from 'qrcode';
import { useMemo } from 'react';

/** Free modules around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

/** A text as a QR code, dark on light in either theme, since not every camera reads the other way round. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  const all = String(size + 2 * QUIET);
  return (
    <svg className="qr-code" viewBox={`${String(-QUIET)} ${String(-QUIET)} ${all} ${all}`} role="img" aria-label={label}>
      <rect x={-QUIET} y={-QUIET} width={all} height={all} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark = [...data].flatMap((bit, at) => (bit === 0 ? [] : [`M${String(at % size)} ${String(Math.floor(at / size))}h1v1h-1z`]));
  return { size, path: dark.join('') };
}
