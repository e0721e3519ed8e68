export * from "./place-ref.ts";
