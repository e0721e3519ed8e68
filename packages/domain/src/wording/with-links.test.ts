import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { withLinks } from './with-links.ts';

const mail = { subject: 'a', text: 'Our text.\r\n', html: '<body><p>Our text.</p></body>' };
const options = { language: 'en', publicUrl: 'https://loa.example/' };
const document = { name: 'tin.pdf', mediaType: 'application/pdf' as const, size: 10, sha256: 'a'.repeat(64) };

test('the official document is named first, and that it outranks the text', () => {
  const { text, html } = withLinks(mail, aWarning({ document }), options);
  const line = 'The official document, which outranks the text above: https://loa.example/warnings/test-1/document';
  expect(text.split('\r\n')[1]).toBe(line);
  expect(html).toContain(`<p>${line}</p>`);
  expect(withLinks(mail, aWarning({ document }), { ...options, language: 'vi' }).text).toContain('Văn bản chính thức, có giá trị hơn');
});

test('where there is none, the page and the CAP message alone are', () => {
  expect(withLinks(mail, aWarning(), options).text).toBe(
    'Our text.\r\nPage of the warning: https://loa.example/warnings/test-1?language=en\r\nCAP 1.2: https://loa.example/warnings/test-1.xml\r\n',
  );
});
