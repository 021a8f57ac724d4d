import "@souk/ui/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { Providers } from "@/app/providers";
import { shop } from "@/lib/shop";

void shop.session.restore();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
