import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useLanguage } from '../shell/language.ts';
import { useIsDark } from '../shell/theme.ts';
import { channelName, numberOf } from './format.ts';
import { history } from './history.ts';
import { live, serverNow } from './live.ts';

const HEIGHT = 220;
/** What a time of day needs beside the next one, CSS pixels. */
const TIME_WIDTH = 90;
/** Of what is shown at first: else the first seconds would fill it. */
const SHORTEST_S = 60;

/** How many deliveries wait, per channel, as it moves. What it says stands beside it in words. */
export function QueueChart({ label }: { readonly label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const isDark = useIsDark();
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const [ink, line] = isDark ? ['#b9c2cb', '#39424c'] : ['#475059', '#c5ccd3'];
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    const data = (): uPlot.AlignedData => [
      history.times,
      history.lines['email-backlog'],
      history.lines['sms-backlog'],
      history.lines['voice-backlog'],
    ];
    const plot = new uPlot(
      {
        ...{ width: element.clientWidth, height: HEIGHT, padding: [null, TIME_WIDTH / 2, null, null] },
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { range: spanShown },
          y: { range: (_plot, _low, high) => [0, Math.max(10, high * 1.05)] },
        },
        axes: [
          { ...axis, space: TIME_WIDTH, values: (_plot, ticks) => ticks.map((one) => clock.format(one * 1_000)) },
          { ...axis, size: 78, values: (_plot, ticks) => ticks.map((one) => numberOf(one, language)) },
        ],
        series: [
          {},
          { label: channelName('email', language), stroke: isDark ? '#9cc8ff' : '#0b4f9e', width: 2, points: { show: false } },
          { label: channelName('sms', language), stroke: isDark ? '#ffc46b' : '#7a4b00', width: 2, dash: [8, 4], points: { show: false } },
          {
            label: channelName('voice', language),
            stroke: isDark ? '#7fd99f' : '#11602f',
            width: 2,
            dash: [2, 4],
            points: { show: false },
          },
        ],
      },
      data(),
      element,
    );
    const stop = live.subscribe(() => plot.setData(data()));
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    resize.observe(element);
    return () => {
      stop();
      resize.disconnect();
      plot.destroy();
    };
  }, [isDark, language]);
  return <div ref={box} className="wall-chart" role="img" aria-label={label} />;
}

/** From the first point that is kept, or the last minute, to the last one; seconds of the epoch. */
function spanShown(): [number, number] {
  const last = history.times.at(-1) ?? serverNow() / 1_000;
  return [Math.min(history.times[0] ?? last, last - SHORTEST_S), last];
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
