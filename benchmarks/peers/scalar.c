/* One network of any layers on one example, by doubles and loops: what compiled code does without vectors.
   Prints the CPU seconds of so many iterations, and E after the last update. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LAYERS = 3, MOST = 2 };
static const int sizes[LAYERS] = {2, 2, 2};
static double w[LAYERS - 1][MOST][MOST] = {{{.15, .20}, {.25, .30}}, {{.40, .45}, {.50, .55}}};
static double b[LAYERS - 1][MOST] = {{.35, .35}, {.60, .60}};
static double a[LAYERS][MOST] = {{.05, .10}}, delta[LAYERS][MOST], target[MOST] = {.01, .99};

static double iterate(double eta) {
  double error = 0;
  for (int l = 1; l < LAYERS; l++)
    for (int j = 0; j < sizes[l]; j++) {
      double z = b[l - 1][j];
      for (int i = 0; i < sizes[l - 1]; i++) z += w[l - 1][j][i] * a[l - 1][i];
      a[l][j] = 1 / (1 + exp(-z));
    }
  for (int k = 0; k < sizes[LAYERS - 1]; k++) {
    double difference = a[LAYERS - 1][k] - target[k];
    error += .5 * difference * difference;
    delta[LAYERS - 1][k] = difference * a[LAYERS - 1][k] * (1 - a[LAYERS - 1][k]);
  }
  for (int l = LAYERS - 2; l > 0; l--)
    for (int i = 0; i < sizes[l]; i++) {
      double back = 0;
      for (int j = 0; j < sizes[l + 1]; j++) back += delta[l + 1][j] * w[l][j][i];
      delta[l][i] = back * a[l][i] * (1 - a[l][i]);
    }
  for (int l = 1; l < LAYERS; l++)
    for (int j = 0; j < sizes[l]; j++)
      for (int i = 0; i < sizes[l - 1]; i++) w[l - 1][j][i] -= eta * delta[l][j] * a[l - 1][i];
  return error;
}

int main(int count, char **arguments) {
  long iterations = count > 1 ? atol(arguments[1]) : 1000;
  volatile double error = 0; /* E of each iteration is worked out, although only the last is told */
  clock_t start = clock();
  for (long n = 0; n < iterations; n++) error = iterate(.5);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  error = iterate(.5);
  printf("%.17g %.17g\n", seconds, error);
  return 0;
}
