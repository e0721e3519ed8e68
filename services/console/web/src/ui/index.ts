export * from './badge.tsx';
export * from './button.tsx';
export * from './copy-button.tsx';
export * from './dialog.tsx';
export * from './field.tsx';
export * from './progress.tsx';
export * from './table.tsx';
export * from './toast.tsx';
