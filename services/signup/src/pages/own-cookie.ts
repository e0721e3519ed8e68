import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'loa-own';

/** Who is on their own page: the token that a confirmation gave, out of reach of scripts and of other sites. */
export interface OwnCookie {
  read(request: FastifyRequest): string | null;
  set(reply: FastifyReply, token: string): void;
  clear(reply: FastifyReply): void;
}

/** `days`: how long the token counts. Secure wherever the public address is. */
export function ownCookie({ publicUrl, days }: { readonly publicUrl: string; readonly days: number }): OwnCookie {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const write = (reply: FastifyReply, value: string, seconds: number): void =>
    void reply.header(
      'set-cookie',
      `${NAME}=${value}; Path=/subscriptions; Max-Age=${String(seconds)}; HttpOnly; SameSite=Strict${secure}`,
    );
  return {
    read({ headers }) {
      const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
      return pairs.find(([name]) => name === NAME)?.[1] ?? null;
    },
    set: (reply, token) => write(reply, token, days * 86_400),
    clear: (reply) => write(reply, '', 0),
  };
}
