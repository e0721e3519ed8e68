export { aRing, aStar, numbers, type Spot } from './random-rings.ts';
export { communesInCircle, communesInRing, seasInRing } from './units-by-hand.ts';
