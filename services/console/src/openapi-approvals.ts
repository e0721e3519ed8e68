import { answers, body, id, query } from './openapi-parts.ts';
import { answeredQuery, approveBody, reasonBody } from './routes/approvals.ts';

const refusals = {
  '403': 'another role or issuer, or whoever sent the bulletin',
  '404': 'nobody was asked about such a warning',
  '409': 'answered otherwise, recalled, cancelled, run out, overtaken, or too early',
};

/** What waits for a second person. */
export const approvalPaths = {
  '/api/approvals': {
    get: {
      summary: 'Warnings for which citizens wait, longest waiting first: since when, what was exceeded, and what the caller may answer',
      responses: answers('what waits', {}),
    },
  },
  '/api/approvals/answered': {
    get: {
      summary: 'Answers, newest first; what trusted issuers sent beyond what was approved is among them',
      parameters: query(answeredQuery),
      responses: answers('answers, and the before of the next page', {}),
    },
  },
  '/api/approvals/{id}': {
    get: {
      summary: 'One of them, with its texts for citizens, its places and how many citizens wait',
      parameters: [id],
      responses: answers('the warning', { '404': refusals['404'] }),
    },
  },
  '/api/approvals/{id}/approve': {
    post: {
      summary: 'Let citizens be told; by an approver of the issuer who did not send the bulletin',
      parameters: [id],
      requestBody: { ...body(approveBody), required: false },
      responses: answers('the answer that stands; first: whether this one', refusals),
    },
  },
  '/api/approvals/{id}/refuse': {
    post: {
      summary: 'Citizens are not told by this warning; by an approver of the issuer',
      parameters: [id],
      requestBody: body(reasonBody),
      responses: answers('the answer that stands', refusals),
    },
  },
  '/api/approvals/{id}/alone': {
    post: {
      summary: 'Send without a second person, when none has answered for five minutes; by a forecaster of the issuer',
      parameters: [id],
      requestBody: body(reasonBody),
      responses: answers('the answer that stands', refusals),
    },
  },
} as const;
