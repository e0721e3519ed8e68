/** Addresses of the map's files (build/geography.ts). */
declare module 'virtual:loa-geography' {
  export const land: string;
  export const borders: string;
  export const sea: string;
  export const communes: string;
  export const labels: string;
}
