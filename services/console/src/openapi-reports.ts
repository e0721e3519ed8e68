import { answers, id, query } from './openapi-parts.ts';
import { eventsQuery, reportQuery } from './routes/reports.ts';

const page = (good: string, more: Record<string, string>) => ({
  ...answers(good, more),
  '200': { description: good, content: { 'text/html': {} } },
});

/** Reports in the document of the console's routes. */
export const reportPaths = {
  '/reports': {
    get: {
      summary: 'The events of which there are reports, as a page',
      parameters: query(eventsQuery),
      responses: page('events', { '403': 'neither an operator nor a forecaster' }),
    },
  },
  '/reports/{event}': {
    get: {
      summary:
        'The report of an event, or of one of its warnings, as a page: times, told before the onset, coverage, supply clock, recalls',
      parameters: [{ ...id, name: 'event' }, ...query(reportQuery)],
      responses: page('the report', { '403': 'neither an operator nor a forecaster', '404': 'no such event, status or warning' }),
    },
  },
} as const;
