/** The eight-pointed star of Souk: two squares, one turned. */
export function Star({ size = 16, filled = true }: { size?: number; filled?: boolean }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill={filled ? "currentColor" : "none"} stroke="currentColor" strokeWidth={filled ? 0 : 1.6} strokeLinejoin="round">
      <path d="M12 1.5 15.08 4.57 19.42 4.58 19.43 8.92 22.5 12 19.43 15.08 19.42 19.42 15.08 19.43 12 22.5 8.92 19.43 4.58 19.42 4.57 15.08 1.5 12 4.57 8.92 4.58 4.58 8.92 4.57Z" />
    </svg>
  );
}
