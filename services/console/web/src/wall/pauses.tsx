import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { api, fieldError, useProblemWords } from '../api/index.ts';
import { useLanguage, useTexts } from '../shell/language.ts';
import { Button, Dialog, Notice, SelectField, TextField, toast } from '../ui/index.ts';
import { channelName, laneName, timeOf } from './format.ts';
import { HOME_TEXTS } from './home-texts.ts';
import { serverNow, useLive } from './live.ts';
import { WALL_TEXTS } from './texts.ts';

const MINUTES = [15, 30, 60, 180, 720] as const;

/** Pauses in force, and how one is made and ended. */
export function Pauses() {
  const texts = useTexts(HOME_TEXTS);
  const language = useLanguage();
  const { pauses } = useLive();
  const [asking, setAsking] = useState(false);
  const resumed = useMutation({
    mutationFn: (of: { channel: string; lane?: string }) => api.post('/api/queue/resume', of, z.unknown()),
    onSuccess: () => toast(texts.resumed, 'good'),
  });
  const words = useProblemWords(resumed.error);
  return (
    <section className="panel stack" aria-labelledby="wall-pauses">
      <h2 id="wall-pauses">{texts.pauses}</h2>
      {words !== null && <Notice tone="bad">{words}</Notice>}
      {pauses.length === 0 && <p className="quiet">{texts.noPauses}</p>}
      {pauses.map((one) => (
        <Notice key={one.id} tone="warn">
          <p>
            <strong>
              {channelName(one.channel, language)} · {one.lane === null ? texts.allButFlash : laneName(one.lane, language)}
            </strong>
          </p>
          <p>{one.reason}</p>
          <p className="quiet">{texts.pausedBy(one.pausedBy, timeOf(one.until))}</p>
          <Button
            size="big"
            busy={resumed.isPending}
            onClick={() => resumed.mutate({ channel: one.channel, ...(one.lane !== null && { lane: one.lane }) })}
          >
            {texts.resume}
          </Button>
        </Notice>
      ))}
      <Button size="big" onClick={() => setAsking(true)}>
        {texts.pause}
      </Button>
      {asking && <PauseDialog onClose={() => setAsking(false)} />}
    </section>
  );
}

function PauseDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts(HOME_TEXTS);
  const words = useTexts(WALL_TEXTS);
  const language = useLanguage();
  const { lanes } = useLive();
  const [channel, setChannel] = useState('sms');
  const [lane, setLane] = useState('');
  const [minutes, setMinutes] = useState(30);
  const [reason, setReason] = useState('');
  const paused = useMutation({
    mutationFn: () => {
      const until = new Date(serverNow() + minutes * 60_000).toISOString();
      return api.post('/api/queue/pause', { channel, reason, until, ...(lane !== '' && { lane }) }, z.unknown());
    },
    onSuccess() {
      toast(texts.paused, 'good');
      onClose();
    },
  });
  const problem = useProblemWords(paused.error);
  return (
    <Dialog title={texts.pauseTitle} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!paused.isPending) paused.mutate();
        }}
      >
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        <SelectField label={words.channel} value={channel} onChange={({ target }) => setChannel(target.value)}>
          {[...new Set(['sms', ...lanes.map((one) => one.channel)])].map((one) => (
            <option key={one} value={one}>
              {channelName(one, language)}
            </option>
          ))}
        </SelectField>
        <SelectField label={texts.pauseLanes} value={lane} onChange={({ target }) => setLane(target.value)}>
          <option value="">{texts.allButFlash}</option>
          {['flash', 'urgent', 'routine'].map((one) => (
            <option key={one} value={one}>
              {laneName(one, language)}
            </option>
          ))}
        </SelectField>
        <SelectField label={texts.pauseFor} value={minutes} onChange={({ target }) => setMinutes(Number(target.value))}>
          {MINUTES.map((one) => (
            <option key={one} value={one}>
              {one < 60 ? words.minutes(String(one)) : words.hours(String(one / 60))}
            </option>
          ))}
        </SelectField>
        <TextField
          label={texts.pauseWhy}
          value={reason}
          maxLength={500}
          error={fieldError(paused.error, 'reason', language)}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="dialog-acts">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="main" size="big" type="submit" busy={paused.isPending}>
            {texts.pause}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
