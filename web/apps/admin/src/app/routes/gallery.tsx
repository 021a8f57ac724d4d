import page from "@/app/page.module.css";
import { Forms } from "@/app/gallery/forms";
import { Layers } from "@/app/gallery/layers";
import { Looks } from "@/app/gallery/looks";
import { Tables } from "@/app/gallery/tables";
import { useTitle } from "@/lib/use-title";

/** Every piece of the design system in every state, to look at and for the tests of accessibility. */
export function Component() {
  useTitle("Gallery");
  return (
    <div className={page.page}>
      <h1>Gallery</h1>
      <p className={page.soft}>Every piece of Souk’s design system. Nothing here does anything.</p>
      <Looks />
      <Forms />
      <Tables />
      <Layers />
    </div>
  );
}
