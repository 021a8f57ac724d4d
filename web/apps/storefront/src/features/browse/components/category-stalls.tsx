import type { Category } from "@souk/api/types";
import { Awning } from "@souk/ui/awning";
import { Skeleton } from "@souk/ui/skeleton";
import { Star } from "@souk/ui/star";
import type { CSSProperties } from "react";
import { Link } from "react-router";

import styles from "@/features/browse/components/category-stalls.module.css";
import { stallColour } from "@/features/browse/stall-colours";

const EXPECTED = 8;

export function CategoryStalls({ categories }: { categories: Category[] | undefined }) {
  return (
    <ul className={styles.stalls}>
      {categories
        ? categories.map((category, index) => (
            <li key={category.id}>
              <Link to={`/c/${category.slug}`} className={styles.stall} style={{ "--cloth-colour": stallColour(index) } as CSSProperties}>
                <Awning stripe={stallColour(index)} height={30} />
                <span className={styles.counter}>
                  <span>{category.title}</span>
                  <Star size={18} />
                </span>
              </Link>
            </li>
          ))
        : Array.from({ length: EXPECTED }, (_, index) => (
            <li key={index}>
              <Skeleton height="8.5rem" />
            </li>
          ))}
    </ul>
  );
}
