import { Link } from "react-router";

export function NotFound() {
  return (
    <>
      <h1>This page is not here</h1>
      <p>
        <Link to="/">Back to the dashboard</Link>
      </p>
    </>
  );
}
