/** What is used of npm `smpp` 0.5, which brings no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  namespace smpp {
    /** A protocol data unit: its header, and the fields and TLVs of its command by their names in SMPP 3.4. */
    interface Pdu {
      readonly command: string;
      readonly command_status: number;
      readonly sequence_number: number;
      response(fields?: object): Pdu;
      readonly [field: string]: unknown;
    }
    /** What `send` asks of a PDU that it writes; it sets the number where that is 0. */
    interface OutgoingPdu {
      readonly command: string;
      sequence_number: number;
      isResponse(): boolean;
      toBuffer(): Buffer;
    }
    interface Session extends EventEmitter {
      readonly socket: Socket;
      /** False when the socket takes nothing any more. Otherwise written in this tick; `sent` is called when it has left, or failed. */
      send(pdu: Pdu | OutgoingPdu, answered?: (pdu: Pdu) => void, sent?: () => void): boolean;
      close(): void;
      destroy(): void;
    }
    interface Coder {
      encode(text: string): Buffer;
    }
    interface Server extends NetServer {
      readonly sessions: readonly Session[];
    }
    const PDU: new (command: string, fields?: object) => Pdu;
    const encodings: { readonly ASCII: Coder; readonly UCS2: Coder };
    function connect(options: { host: string; port: number; tls: boolean; servername?: string }): Session;
    function createServer(listener: (session: Session) => void): Server;
  }
  export = smpp;
}
