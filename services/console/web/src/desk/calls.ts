import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, ApiProblem, queryClient } from '../api/index.ts';
import { officialDocument, preview, recalled, savedDraft, seriesList, seriesRead, taken } from './answers.ts';
import type { Written } from './model.ts';

const json = (written: Written): string => JSON.stringify(written);

/** The issuer's series, and how far the server's clock is ahead of this screen's. */
export function useSeriesList() {
  return useQuery({
    queryKey: ['series'],
    queryFn: async ({ signal }) => {
      const answer = await api.get('/api/series', seriesList, { signal });
      return { ...answer, aheadMs: Date.parse(answer.at) - Date.now() };
    },
    refetchInterval: 10_000,
  });
}

export const readSeries = (id: string, signal?: AbortSignal) => api.get(`/api/series/${encodeURIComponent(id)}`, seriesRead, { signal });

/** The value once it has stood still for so long. Milliseconds. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Typing rests for so long before the server is asked. Milliseconds. */
const RESTS_MS = 350;
const AGAIN_MS = 2_000;

/** What would become of the bulletin, asked whenever typing rests. The answer before stays until the next one is there. */
export function usePreview(written: Written, after: number) {
  const body = useSettled(json(written), RESTS_MS);
  const found = useQuery({
    queryKey: ['preview', body, after],
    queryFn: ({ signal }) =>
      api.post(`/api/bulletins?dryRun=true&templates=emergency&after=${String(after)}`, JSON.parse(body), preview, { signal }),
    placeholderData: (before) => before,
    retry: false,
    // A bulletin that could not be looked at is looked at again by itself: without that nothing could be sent.
    refetchInterval: ({ state: { error } }) =>
      error instanceof ApiProblem && (error.status === 0 || error.status >= 500) ? AGAIN_MS : false,
    gcTime: 60_000,
  });
  return { ...found, isBehind: found.isFetching || body !== json(written) };
}

const forgetLists = (): Promise<void> =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => ['series', 'drafts'].includes(String(queryKey[0])) });

export async function publish(written: Written, after: number): Promise<string> {
  const { id } = await api.post(`/api/bulletins?after=${String(after)}`, written, taken);
  await forgetLists();
  return id;
}

export async function extend(series: string, after: number): Promise<void> {
  await api.post(`/api/series/${encodeURIComponent(series)}/extension`, { after, hours: 3 }, taken);
  await forgetLists();
}

export const recall = (warning: string, reason: string) =>
  api.post(`/api/warnings/${encodeURIComponent(warning)}/recall`, { reason }, recalled);

export async function saveDraft(
  id: string,
  given: { title: string; seriesId: string | null; after: number; version: number; content: Written },
): Promise<number> {
  const { version } = await api.put(`/api/drafts/${id}`, given, savedDraft);
  await forgetLists();
  return version;
}

export const handIn = (file: File) =>
  api.post(`/api/documents?name=${encodeURIComponent(file.name)}`, file, officialDocument, {
    headers: { 'content-type': 'application/octet-stream' },
  });
export { forgetLists };
