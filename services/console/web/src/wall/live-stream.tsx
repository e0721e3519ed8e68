import { useEffect, useRef } from 'react';
import { z } from 'zod';
import { noteAnswer, noteSilence } from '../api/connection.ts';
import { queryClient, SESSION_KEY, useStream } from '../api/index.ts';
import { ENDINGS, endSession } from '../shell/session.ts';
import { noteLanes } from './history.ts';
import { Interruption } from './interruption.tsx';
import { hear, live } from './live.ts';
import './wall.css';

const PATH = '/api/live';
/** The server speaks each second: after so long without a word the connection is lost, whatever the browser believes. */
const SILENT_AFTER_MS = 5_000;

const ended = z.object({ why: z.enum(ENDINGS).catch('session-ended') });

/** Keeps {@link live} up to date as long as somebody is logged in, on whatever page. */
export function LiveStream() {
  const heard = useRef({ at: Date.now(), wasSilent: false });
  useStream(PATH, {
    events: ['live', 'ended'],
    last: 'ended',
    onRefused: () => void queryClient.invalidateQueries({ queryKey: SESSION_KEY }),
    onEvent(name, data) {
      if (name === 'ended') return void endSession(ended.parse(JSON.parse(data)).why);
      if (heard.current.wasSilent) noteAnswer(PATH);
      heard.current = { at: Date.now(), wasSilent: false };
      try {
        hear(data);
        noteLanes(live.get());
      } catch (error) {
        console.error('an event of the wall cannot be read', error);
      }
    },
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() - heard.current.at <= SILENT_AFTER_MS) return;
      heard.current.wasSilent = true;
      noteSilence(PATH);
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return <Interruption />;
}
