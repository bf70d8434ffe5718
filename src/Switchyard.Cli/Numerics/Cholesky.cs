namespace Switchyard.Cli;

/// <summary>The lower triangle L of a symmetric positive definite matrix A = L·Lᵀ, and solutions of A·x = b with it.</summary>
internal static class Cholesky
{
    /// <summary>Factors in place. Row i needs at least i + 1 places.</summary>
    public static void Factor(double[][] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            for (var j = 0; j <= i; j++)
            {
                var sum = row[j] - Vectors.Dot<double>(row.AsSpan(0, j), rows[j]);
                row[j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / rows[j][j];
            }
        }
    }

    /// <summary>The same for large matrices: single precision, four rows at a time.</summary>
    public static void Factor(float[][] rows, CancellationToken cancellation)
    {
        Span<float> sums = stackalloc float[4];
        for (var i = 0; i < rows.Length; i += 4)
        {
            cancellation.ThrowIfCancellationRequested();
            var last = Math.Min(i + 4, rows.Length);
            var j = 0;
            if (last - i == 4)
            {
                for (; j < i; j++)
                {
                    Vectors.Dot4(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], rows[j].AsSpan(0, j), sums);
                    for (var k = 0; k < 4; k++) rows[i + k][j] = (rows[i + k][j] - sums[k]) / rows[j][j];
                }
            }

            for (var r = i; r < last; r++) FinishRow(rows, r, j);
        }
    }

    /// <summary>Solves in place.</summary>
    public static void Solve(double[][] factor, Span<double> b)
    {
        for (var i = 0; i < factor.Length; i++) b[i] = (b[i] - Vectors.Dot<double>(factor[i].AsSpan(0, i), b)) / factor[i][i];
        for (var i = factor.Length - 1; i >= 0; i--)
        {
            b[i] /= factor[i][i];
            Vectors.Add(-b[i], factor[i].AsSpan(0, i), b);
        }
    }

    /// <inheritdoc cref="Solve(double[][], Span{double})"/>
    public static void Solve(float[][] factor, Span<float> b)
    {
        for (var i = 0; i < factor.Length; i++) b[i] = (b[i] - Vectors.Dot<float>(factor[i].AsSpan(0, i), b)) / factor[i][i];
        for (var i = factor.Length - 1; i >= 0; i--)
        {
            b[i] /= factor[i][i];
            Vectors.Add(-b[i], factor[i].AsSpan(0, i), b);
        }
    }

    private static void FinishRow(float[][] rows, int i, int from)
    {
        var row = rows[i];
        for (var j = from; j <= i; j++)
        {
            var sum = row[j] - Vectors.Dot<float>(row.AsSpan(0, j), rows[j]);
            row[j] = i == j ? MathF.Sqrt(MathF.Max(sum, 1e-6f)) : sum / rows[j][j];
        }
    }
}
