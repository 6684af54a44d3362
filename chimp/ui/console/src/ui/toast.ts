import { create } from "zustand";

export interface ToastOptions {
  text: string;
  tone?: "info" | "danger";
  /** One thing to do about it. */
  action?: { label: string; run(): void };
}

export interface Toast extends ToastOptions {
  key: number;
}

const MOST = 4;

let last = 0;

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** A short word about what has just been done; for what must not be missed, say it in place. */
export function showToast(options: ToastOptions): void {
  last += 1;
  const toast = { ...options, key: last };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, toast].slice(-MOST) }));
}

export function dropToast(key: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.key !== key) }));
}
