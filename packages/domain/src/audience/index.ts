export * from "./subscriber.ts";
