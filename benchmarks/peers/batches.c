/* A network of any layers on batches of rows, by doubles and loops: what compiled code does without a library.
   Reads a case as numbers (compiled.py writes them), then numbers of iterations; each is done from the case's start,
   and answered by its CPU seconds and E of all rows after the last update. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_LAYERS = 8, TANH = 0, IDENTITY = 1, SOFTMAX = 2 };
static int layers, sizes[MOST_LAYERS + 1], activation[MOST_LAYERS], rows, batch, parameters;
static double eta, *x, *target, *start, *now, *gradient;
static double *w[MOST_LAYERS], *b[MOST_LAYERS], *dw[MOST_LAYERS], *db[MOST_LAYERS];
static double *a[MOST_LAYERS + 1], *delta[MOST_LAYERS + 1];

static double number(void) {
  double value;
  if (scanf("%lf", &value) != 1) exit(0);
  return value;
}

static double *numbers(int count) {
  double *values = malloc(sizeof(double) * count);
  for (int n = 0; n < count; n++) values[n] = number();
  return values;
}

static void read_case(void) {
  layers = number();
  for (int l = 0; l <= layers; l++) sizes[l] = number();
  for (int l = 0; l < layers; l++) {
    activation[l] = number();
    parameters += sizes[l + 1] * (sizes[l] + 1);
  }
  rows = number(), batch = number(), eta = number();
  start = numbers(parameters), x = numbers(rows * sizes[0]), target = numbers(rows * sizes[layers]);
  now = malloc(sizeof(double) * parameters), gradient = malloc(sizeof(double) * parameters);
  int at = 0;
  for (int l = 0; l < layers; l++) w[l] = now + at, dw[l] = gradient + at, at += sizes[l + 1] * sizes[l];
  for (int l = 0; l < layers; l++) b[l] = now + at, db[l] = gradient + at, at += sizes[l + 1];
  for (int l = 1; l <= layers; l++)
    a[l] = malloc(sizeof(double) * sizes[l]), delta[l] = malloc(sizeof(double) * sizes[l]);
}

static void softmax(double *z, int size) {
  double largest = z[0], sum = 0;
  for (int k = 1; k < size; k++) largest = fmax(largest, z[k]);
  for (int k = 0; k < size; k++) sum += z[k] = exp(z[k] - largest);
  for (int k = 0; k < size; k++) z[k] /= sum;
}

/* Forward; returns E of the row. */
static double forward(int row) {
  a[0] = x + row * sizes[0];
  for (int l = 0; l < layers; l++) {
    for (int j = 0; j < sizes[l + 1]; j++) {
      double z = b[l][j];
      for (int i = 0; i < sizes[l]; i++) z += w[l][j * sizes[l] + i] * a[l][i];
      a[l + 1][j] = activation[l] == TANH ? tanh(z) : z;
    }
    if (activation[l] == SOFTMAX) softmax(a[l + 1], sizes[l + 1]);
  }
  double error = 0, *t = target + row * sizes[layers];
  for (int k = 0; k < sizes[layers]; k++) {
    double difference = a[layers][k] - t[k];
    if (activation[layers - 1] != SOFTMAX) error += .5 * difference * difference;
    else if (t[k] != 0) error -= t[k] * log(a[layers][k]);
    delta[layers][k] = difference;
  }
  return error;
}

/* Backward; adds to the gradient. */
static void backward(void) {
  for (int l = layers - 1; l >= 0; l--) {
    for (int j = 0; j < sizes[l + 1]; j++) {
      db[l][j] += delta[l + 1][j];
      for (int i = 0; i < sizes[l]; i++) dw[l][j * sizes[l] + i] += delta[l + 1][j] * a[l][i];
    }
    if (!l) break;
    memset(delta[l], 0, sizeof(double) * sizes[l]);
    for (int j = 0; j < sizes[l + 1]; j++)
      for (int i = 0; i < sizes[l]; i++) delta[l][i] += delta[l + 1][j] * w[l][j * sizes[l] + i];
    for (int i = 0; i < sizes[l]; i++) delta[l][i] *= 1 - a[l][i] * a[l][i];
  }
}

int main(void) {
  read_case();
  for (;;) {
    long count = number();
    volatile double error = 0; /* E of each batch is worked out, although only that of all rows is told */
    memcpy(now, start, sizeof(double) * parameters);
    clock_t begun = clock();
    for (long n = 0, first = 0; n < count; n++) {
      long end = first + batch < rows ? first + batch : rows;
      double sum = 0;
      memset(gradient, 0, sizeof(double) * parameters);
      for (long row = first; row < end; row++) sum += forward(row), backward();
      for (int p = 0; p < parameters; p++) now[p] -= eta / (end - first) * gradient[p];
      error = sum / (end - first);
      first = end == rows ? 0 : end;
    }
    double seconds = (double)(clock() - begun) / CLOCKS_PER_SEC, all = 0;
    for (int row = 0; row < rows; row++) all += forward(row);
    (void)error;
    printf("%.17g %.17g\n", seconds, all / rows);
    fflush(stdout);
  }
}
