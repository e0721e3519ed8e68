import { expect, test } from 'vitest';
import { placesNamed } from './places-named.ts';

const labels = (text: string): string[] => placesNamed(text).map(({ label }) => label.vi);

test('a name gives every place that bears it, present ones first, each told apart', () => {
  expect(labels('Quy Nhơn')).toEqual(['phường Quy Nhơn, Gia Lai', 'Thành phố Quy Nhơn cũ, Bình Định']);
  expect(labels('Bình Định')).toContain('tỉnh Bình Định cũ, nay thuộc Gia Lai');
  expect(labels('Phước Lộc').length).toBeGreaterThan(1);
});

test('a word for the type, or what holds it, leaves those alone that fit', () => {
  expect(labels('phường Quy Nhơn')).toEqual(['phường Quy Nhơn, Gia Lai']);
  expect(labels('P. Quy Nhon')).toEqual(['phường Quy Nhơn, Gia Lai']);
  expect(labels('tp Quy Nhơn')).toEqual(['Thành phố Quy Nhơn cũ, Bình Định']);
  expect(labels('Phước Lộc, Tuy Phước, Bình Định')).toEqual(['xã Phước Lộc cũ, Huyện Tuy Phước, Bình Định']);
  expect(labels('huyện Tuy Phước')).toEqual(['Huyện Tuy Phước cũ, Bình Định']);
});

test('codes are taken, and a name without marks stands for those with them', () => {
  expect([labels('21583'), labels('52'), labels('gia lai')]).toEqual([['phường Quy Nhơn, Gia Lai'], ['tỉnh Gia Lai'], labels('Gia Lai')]);
});

test('what a label says of a present commune finds that commune again', () => {
  expect(labels('phường Quy Nhơn, Gia Lai')).toEqual(['phường Quy Nhơn, Gia Lai']);
  expect(placesNamed('Nơi không có')).toEqual([]);
  expect(placesNamed('')).toEqual([]);
  expect(placesNamed('<script>')).toEqual([]);
});
