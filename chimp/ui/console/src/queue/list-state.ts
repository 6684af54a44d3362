/** What the list shows; it stays as it is while one goes elsewhere. */
import { create } from "zustand";
import type { View } from "../desk/order.ts";

export const useList = create<{ view: View; text: string }>(() => ({ view: "all", text: "" }));

export const showView = (view: View) => useList.setState({ view });
export const searchFor = (text: string) => useList.setState({ text });
