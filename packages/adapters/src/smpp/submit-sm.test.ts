import smpp from 'smpp';
import { expect, test } from 'vitest';
import { textFields } from './encode-text.ts';
import { submitSm } from './submit-sm.ts';

const VIETNAMESE = 'Bão số 13: Quy Nhơn, Gia Lai. Hãy trú ẩn ngay, không ra ngoài. ';
const PLAIN = 'Storm 13: Quy Nhon. Take cover now [and stay] {inside}. ';

test.each([PLAIN, PLAIN.repeat(7), VIETNAMESE, VIETNAMESE.repeat(7), ''])('what is written is what npm smpp writes: %j', (text) => {
  const sources = [
    { ton: 5, npi: 0, address: 'LOA' },
    { ton: 3, npi: 0, address: '19001' },
    { ton: 1, npi: 1, address: '12345678901234567890' },
  ];
  const validUntil = new Date('2025-11-06T01:02:03.456Z');
  for (const source of sources)
    for (const long of ['udh', 'sar', 'payload'] as const)
      for (const fields of textFields(text, long, 70_001)) {
        const pdu = submitSm({ source, destination: { ton: 1, npi: 1, address: '999000000007' }, validUntil, text: fields });
        pdu.sequence_number = 0x7f00_0001;
        const byLibrary = new smpp.PDU('submit_sm', {
          ...{ source_addr_ton: source.ton, source_addr_npi: source.npi, source_addr: source.address },
          ...{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '999000000007' },
          ...{ validity_period: validUntil, registered_delivery: 1, sequence_number: 0x7f00_0001, ...fields },
        }) as unknown as { toBuffer(): Buffer };
        expect(pdu.toBuffer().toString('hex')).toBe(byLibrary.toBuffer().toString('hex'));
      }
});
